/** Longer ones are nobody's. Characters. */
const MAX_LENGTH = 2_000;

/** What is wrong with an address for a webhook, in a sentence; null when nothing is. */
export function urlProblem(text: string, allowHttp: boolean): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || text.length > MAX_LENGTH) return 'Not an address of the web.';
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) {
    return 'The address must begin with https://.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'The address must not carry a user name or a password.';
  }
  return null;
}
