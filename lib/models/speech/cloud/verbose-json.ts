import { z } from 'zod';

import type { Word } from '../../../jobs/kinds/transcription';

const wordSchema = z.object({
  word: z.string(),
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
  /** whisper.cpp has it. */
  probability: z.number().min(0).max(1).optional().catch(undefined),
});

const segmentSchema = z.object({
  text: z.string(),
  no_speech_prob: z.number().optional().catch(undefined),
  avg_logprob: z.number().optional().catch(undefined),
  start: z.number().optional().catch(undefined),
  end: z.number().optional().catch(undefined),
  words: z.array(wordSchema).optional().catch(undefined),
});

const verboseSchema = z.object({
  text: z.string(),
  language: z.string().nullish().catch(undefined),
  segments: z.array(segmentSchema).nullish().catch(undefined),
  words: z.array(wordSchema).nullish().catch(undefined),
  usage: z
    .object({ input_tokens: z.number().nonnegative(), output_tokens: z.number().nonnegative() })
    .nullish()
    .catch(undefined),
});

export interface VerboseTranscript {
  text: string;
  language: string | undefined;
  words: Word[];
  usage: { inputTokens: number; outputTokens: number } | null;
}

/** Whisper's own rule for what it made up over silence (`no_speech_threshold`, `logprob_threshold`). */
const NO_SPEECH = 0.6;
const UNSURE = -1;

/** What an endpoint answered beyond its text, as far as it is of the known form; undefined when it is not. */
export function readVerboseJson(body: unknown): VerboseTranscript | undefined {
  const parsed = verboseSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { text, language, segments, words, usage } = parsed.data;
  const invented = (segments ?? []).filter(
    ({ no_speech_prob: silence, avg_logprob: sure }) =>
      silence !== undefined && sure !== undefined && silence > NO_SPEECH && sure < UNSURE,
  );
  const kept = (segments ?? []).filter((segment) => !invented.includes(segment));
  const timed = words ?? kept.flatMap((segment) => segment.words ?? []);
  const spoken = timed.filter(
    ({ start }) =>
      !invented.some((segment) => start >= (segment.start ?? 0) && start < (segment.end ?? 0)),
  );
  return {
    text: invented.length === 0 ? text : kept.map((segment) => segment.text).join(' '),
    language: language ?? undefined,
    words: spoken.map(({ word, start, end, probability }) => ({
      text: word.trim(),
      start,
      end,
      confidence: probability ?? null,
    })),
    usage: usage ? { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } : null,
  };
}
