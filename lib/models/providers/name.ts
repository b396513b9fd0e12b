/** The providers that configuration can name, beside `local`. */
export const PROVIDER_NAMES = [
  'google',
  'deepseek',
  'openai',
  'azure',
  'xai',
  'openai-compatible',
] as const;

export type ProviderName = (typeof PROVIDER_NAMES)[number];

export function isProviderName(name: string): name is ProviderName {
  return (PROVIDER_NAMES as readonly string[]).includes(name);
}

/** As a person knows them. */
export const PROVIDER_TITLES: Record<ProviderName, string> = {
  google: 'Google Gemini',
  deepseek: 'DeepSeek',
  openai: 'OpenAI',
  azure: 'Azure OpenAI',
  xai: 'xAI',
  'openai-compatible': 'The OpenAI-compatible server',
};

/** A provider as a person knows it; an unknown one by its own name. */
export function titleOfProvider(name: string): string {
  return isProviderName(name) ? PROVIDER_TITLES[name] : name;
}
