/** US dollars a million tokens. */
interface Price {
  input: number;
  output: number;
  /** For models that take sound. */
  audioInput?: number;
}

/**
 * List prices of the models that Firelane names by default and their near kin. A model that is not here, or a
 * prompt in a tier that is not here, has no known cost: null is honest, a guess is not. Sources:
 * - https://ai.google.dev/gemini-api/docs/pricing (2026-09-20; the tier up to 200,000 tokens)
 * - https://api-docs.deepseek.com/quick_start/pricing (2026-10; cache miss, at peak: the upper bound)
 * - https://developers.openai.com/api/docs/pricing (2026-03 for gpt-5.4-mini)
 * - https://docs.x.ai/developers/models (2026-05 for grok-4.3, 2026-07 for grok-4.5)
 */
const PRICES: Record<string, Price> = {
  'google:gemini-2.5-flash': { input: 0.3, output: 2.5, audioInput: 1 },
  'google:gemini-2.5-pro': { input: 1.25, output: 10 },
  'google:gemini-3.5-flash': { input: 1.5, output: 9 },
  'deepseek:deepseek-flash': { input: 0.3, output: 1.2 },
  'deepseek:deepseek-v4-pro': { input: 1.32, output: 3.96 },
  'openai:gpt-5.4-mini': { input: 0.75, output: 4.5 },
  'xai:grok-4.3': { input: 1.25, output: 2.5 },
  'xai:grok-4.5': { input: 2, output: 6 },
};

const HIGHEST_TIER_TOKENS = 200_000;

/** What a call cost in US dollars; null when the price is not known. */
export function costOf(call: {
  provider: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  audio?: boolean;
}): number | null {
  const price = PRICES[`${call.provider}:${call.model}`];
  if (!price || call.inputTokens > HIGHEST_TIER_TOKENS) return null;
  const input = call.audio ? price.audioInput : price.input;
  if (input === undefined) return null;
  return (call.inputTokens * input + call.outputTokens * price.output) / 1_000_000;
}
