/** Languages that speech engines commonly know, by their BCP 47 tags. */
const TAGS = [
  'af',
  'ar',
  'bg',
  'bn',
  'bs',
  'ca',
  'cs',
  'cy',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fa',
  'fi',
  'fil',
  'fr',
  'gl',
  'gu',
  'he',
  'hi',
  'hr',
  'hu',
  'hy',
  'id',
  'is',
  'it',
  'ja',
  'ka',
  'kk',
  'km',
  'kn',
  'ko',
  'lo',
  'lt',
  'lv',
  'mk',
  'ml',
  'mn',
  'mr',
  'ms',
  'my',
  'nb',
  'ne',
  'nl',
  'pa',
  'pl',
  'pt',
  'ro',
  'ru',
  'si',
  'sk',
  'sl',
  'sq',
  'sr',
  'sv',
  'sw',
  'ta',
  'te',
  'th',
  'tr',
  'uk',
  'ur',
  'uz',
  'vi',
  'zh',
  'zu',
] as const;

export interface Language {
  value: string;
  label: string;
}

/** The languages by name: those that the browser's user reads first, then by alphabet. */
export function languageChoices(preferred: readonly string[]): Language[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' });
  const first = [...new Set(preferred.map((tag) => tag.split('-')[0]?.toLowerCase() ?? ''))].filter(
    (tag) => TAGS.some((known) => known === tag),
  );
  const all: Language[] = TAGS.map((value) => ({ value, label: names.of(value) ?? value }));
  const rest = all
    .filter(({ value }) => !first.includes(value))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
  const top = first.map((value) => ({ value, label: names.of(value) ?? value }));
  return [...top, ...rest];
}
