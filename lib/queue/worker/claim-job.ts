import { patched } from '../../jobs/patched';
import type { Engine } from '../engine';
import { persist } from '../persist';
import type { StoredJob } from '../ports/job-store';
import { claim } from '../transitions/claim';

/**
 * Claims a pending job by compare-and-set from the snapshot at hand: no read when it works. A try that was not
 * answered is settled by the token in the document.
 * @returns the claimed job and its fencing token; null when another claimer won
 */
export async function claimJob(
  engine: Engine,
  seen: StoredJob,
  by: { serverId: string; leaseMs: number; giveUp: AbortSignal },
): Promise<{ stored: StoredJob; token: string } | null> {
  const token = engine.entropy.id();
  const patch = claim(seen.job, {
    serverId: by.serverId,
    token,
    now: engine.clock.now(),
    leaseMs: by.leaseMs,
  });
  let tries = 0;
  const outcome = await persist(engine, by.giveUp, () => {
    tries += 1;
    return engine.jobs.write({ id: seen.job.id, version: seen.version, patch });
  });
  if (outcome.ok) {
    return { stored: { job: patched(seen.job, patch), version: outcome.version }, token };
  }
  // Refused at its first try, it cannot have been applied: somebody else wrote, and that needs no read.
  if (outcome.reason === 'missing' || tries === 1) return null;
  const current = await persist(engine, by.giveUp, () => engine.jobs.get(seen.job.id));
  return current?.job.lease?.token === token ? { stored: current, token } : null;
}
