import { transcription } from './work-context';
import type { ReceivedRequest } from './server';

/** A finished transcription of a short talk about a late release. */
export const ID = 'transcription-1';

export const SEGMENTS = [
  'Good morning everybody.',
  'The release is late because the tests are slow.',
  'Maria will make the tests faster by Friday.',
  'The budget for servers is four thousand dollars.',
];

export const outputs = { [ID]: transcription(SEGMENTS) };

/** What an OpenAI-like provider was sent. */
export function messagesOf(
  request: ReceivedRequest | undefined,
): { role: string; content: string }[] {
  return request?.body['messages'] as { role: string; content: string }[];
}
