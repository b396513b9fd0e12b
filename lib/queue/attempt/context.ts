import { JobError } from '../../jobs/error';
import type { Usage } from '../../jobs/job';
import type { Json } from '../../jobs/json';
import type { Engine } from '../engine';
import { AwaitChildren } from '../flows/await-children';
import { buildChildren } from '../flows/build-children';
import { childResults } from '../flows/child-results';
import { partWrite, PART_LIMIT } from '../payload';
import { persist } from '../persist';
import { readOutput } from '../read-output';
import type { WorkContext } from '../work';
import type { LeaseChain } from './lease-chain';
import type { ProgressWriter } from './progress-writer';

/** What the attempt gives to its work, and what the job has consumed by then, earlier attempts included. */
export function createContext(
  engine: Engine,
  attempt: {
    chain: LeaseChain;
    progress: ProgressWriter;
    signal: AbortSignal;
    used: (usage: Usage) => void;
  },
): { context: WorkContext; usage: () => Usage | null } {
  const { chain, progress, signal } = attempt;
  const { id, userId } = chain.job;
  let used = chain.job.usage;
  let saved = chain.job.checkpoints;

  const context: WorkContext = {
    job: chain.job,
    signal,
    progress: (report) => progress.report(report),
    loadCheckpoints: async () => {
      const texts = await persist(engine, signal, () =>
        engine.jobs.readParts(id, 'checkpoint', chain.job.checkpoints),
      );
      return texts.map((text) => JSON.parse(text) as Json);
    },
    saveCheckpoint: async (value) => {
      const text = JSON.stringify(value);
      if (text.length > PART_LIMIT) {
        throw new JobError('bug', 'checkpoint_too_large', 'A step of this job grew too large.');
      }
      // The index is fixed before the first try: writing it again is harmless.
      const index = saved;
      saved += 1;
      const report = progress.take();
      await chain.write((job) => ({
        patch: { ...report, checkpoints: index + 1, usage: used },
        parts: [partWrite('checkpoint', index, [text], job)],
      }));
    },
    outputOf: async (jobId) => {
      const stored = await persist(engine, signal, () => engine.jobs.get(jobId));
      if (stored === null || stored.job.userId !== userId) {
        throw new JobError(
          'invalid_input',
          'source_missing',
          'The job that this one builds on does not exist any more. Start from another one.',
        );
      }
      const output = await persist(engine, signal, () => readOutput(engine, stored.job));
      if (output === null) {
        throw new JobError(
          'invalid_input',
          'source_unfinished',
          'The job that this one builds on has no result yet. Wait for it, then try again.',
        );
      }
      return { kind: stored.job.kind, output };
    },
    children: async (requests, { concurrency = requests.length, outputs = true } = {}) => {
      if (requests.length === 0) return [];
      const { job } = chain;
      if (job.children === null) {
        throw new AwaitChildren(buildChildren(engine, job, requests, concurrency));
      }
      if (job.children.ended < job.children.total) throw new AwaitChildren([]);
      return childResults(engine, job, signal, outputs);
    },
    addUsage: (usage) => {
      attempt.used(usage);
      used = used === null ? usage : sum(used, usage);
    },
  };
  return { context, usage: () => used };
}

function sum(a: Usage, b: Usage): Usage {
  return {
    provider: b.provider,
    model: b.model,
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    cost: a.cost === null || b.cost === null ? null : a.cost + b.cost,
    cached: a.cached && b.cached,
  };
}
