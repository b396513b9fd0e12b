const LONGEST = 200;
const UNNAMED = 'recording';

/** A name as a person gave it, fit to be shown: one line, no folders, not too long. */
export function cleanFileName(name: string | null | undefined): string {
  const last =
    (name ?? '')
      .replaceAll(/\p{Surrogate}/gu, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  const printable = last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  // A cut may leave half of a letter.
  const short = printable
    .slice(0, LONGEST)
    .replace(/\p{Surrogate}$/u, '')
    .trim();
  return short === '' ? UNNAMED : short;
}
