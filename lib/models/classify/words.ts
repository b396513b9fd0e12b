import type { ProviderErrorCode } from './verdict';

/**
 * What a person reads, with a way out. Made of our own words alone: no body, no URL, no key of the provider's
 * answer ever gets here.
 */
const WORDS: Record<ProviderErrorCode, (provider: string) => string> = {
  provider_rate_limited: (p) =>
    `${p} is limiting how much we may ask. The job waits and tries again by itself.`,
  provider_overloaded: (p) => `${p} is overloaded. The job waits and tries again by itself.`,
  provider_timeout: (p) => `${p} did not answer in time. The job tries again by itself.`,
  provider_unreachable: (p) =>
    `${p} could not be reached. The job tries again by itself; if it keeps failing, check the network.`,
  provider_nonsense: (p) =>
    `${p} gave an answer that could not be read. The job tries again by itself.`,
  stream_truncated: (p) => `The answer of ${p} broke off. The job tries again by itself.`,
  provider_key_refused: (p) =>
    `${p} did not accept the API key. Ask whoever runs this site to check it, or choose another model.`,
  provider_quota_exhausted: (p) =>
    `The account at ${p} has no credit left. Ask whoever runs this site to top it up, or choose another model.`,
  model_unavailable: (p) =>
    `${p} does not offer the configured model. Ask whoever runs this site to choose another one.`,
  context_too_long: (p) => `The text is too long for ${p}. Try again with a shorter part of it.`,
  content_blocked: (p) =>
    `${p} declined to work on this content. Rephrase it, or use a shorter or different part.`,
  provider_refused: (p) =>
    `${p} did not accept what was asked. Change the text or the instructions and try again.`,
};

export function wordsFor(code: ProviderErrorCode, provider: string): string {
  return WORDS[code](provider);
}
