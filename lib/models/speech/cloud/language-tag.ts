/** A BCP 47 tag for what an engine said: a tag, or an English name as Whisper gives it; null for anything else. */
export function languageTag(said: string | null | undefined): string | null {
  const word = said?.trim().replaceAll('_', '-') ?? '';
  const named = tagsByName().get(word.toLowerCase());
  if (named !== undefined) return named;
  if (!/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(word)) return null;
  try {
    const [canonical] = Intl.getCanonicalLocales(word);
    return canonical === undefined || canonical === 'und' ? null : canonical;
  } catch {
    return null;
  }
}

let byName: Map<string, string> | undefined;

/** The English names of all languages with a two-letter code. */
function tagsByName(): Map<string, string> {
  if (byName) return byName;
  const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  byName = new Map();
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const name = names.of(first + second)?.toLowerCase();
      if (name !== undefined && !byName.has(name)) byName.set(name, first + second);
    }
  }
  return byName;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
