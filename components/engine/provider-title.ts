const TITLES: Readonly<Record<string, string>> = {
  google: 'Google',
  openai: 'OpenAI',
  azure: 'Azure OpenAI',
  deepseek: 'DeepSeek',
  xai: 'xAI',
  'openai-compatible': 'OpenAI-compatible',
  local: 'Local',
};

/** A provider as its maker writes it. */
export function providerTitle(provider: string): string {
  return TITLES[provider] ?? provider;
}
