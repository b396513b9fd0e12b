/** Control characters, what Windows refuses in a name, and bidirectional overrides that disguise an extension. */
const UNSAFE = /[\p{Cc}<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const MAX_STEM = 80;

/** A name to save an export under: the title without its old extension, safe on every system. */
export function exportFileName(title: string, extension: string): string {
  const stem = Array.from(
    title
      .replace(/\.[A-Za-z0-9]{2,5}$/u, '')
      .replace(UNSAFE, ' ')
      .replace(/\s+/gu, ' ')
      .trim()
      .replace(/^[. ]+|[. ]+$/gu, ''),
  )
    .slice(0, MAX_STEM)
    .join('')
    .trim();
  return `${stem === '' ? 'transcript' : stem}.${extension}`;
}
