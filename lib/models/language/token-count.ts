import type { CallResult } from './call';
import type { GenerateRequest } from './language-models';

/** Most models' tokens are this long in English; shorter in other languages. */
const CHARACTERS_PER_TOKEN = 4;

/** What an answer takes when nobody says. */
const USUAL_OUTPUT_TOKENS = 1_000;

/** About what a call will take, both ways: for limits that are charged before it is made. */
export function estimateTokens({ system, messages, maxOutputTokens }: GenerateRequest): number {
  const characters = messages.reduce((sum, { content }) => sum + content.length, system.length);
  return Math.ceil(characters / CHARACTERS_PER_TOKEN) + (maxOutputTokens ?? USUAL_OUTPUT_TOKENS);
}

/** What a call took, both ways; null when the provider did not count. */
export function countedTokens({
  inputTokens,
  outputTokens,
}: Pick<CallResult, 'inputTokens' | 'outputTokens'>): number | null {
  const tokens = inputTokens + outputTokens;
  return tokens > 0 ? tokens : null;
}
