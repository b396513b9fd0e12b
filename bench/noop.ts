import { z } from 'zod';

import { defineKind, type JobKind } from '../lib/jobs/kind';
import type { Work } from '../lib/queue/work';

/** A job that does nothing: what is measured is the queue. */
export const noopKind = defineKind({
  name: 'noop',
  title: 'No-op',
  description: 'Does nothing.',
  queue: 'ai_processing',
  input: z.object({ n: z.number() }),
  output: z.object({ n: z.number() }),
  retry: { maxAttempts: 3, backoffMs: 100, maxBackoffMs: 1_000 },
  timeLimitMs: 60_000,
  shareMs: 1,
  retentionMs: 60 * 60_000,
  titleOf: () => 'no-op',
  subjectOf: () => null,
}) as unknown as JobKind;

/** Answers its input, and tells when it ran. */
export function noopWork(ran: (n: number) => void): Work {
  return {
    kind: noopKind,
    run: (input) => {
      const { n } = input as { n: number };
      ran(n);
      return Promise.resolve({ n });
    },
  };
}
