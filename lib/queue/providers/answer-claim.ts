import type { AnswerRecord } from '../../cluster/answer';
import type { Clock, Entropy, Log } from '../ports/environment';
import type { Version } from '../ports/job-store';
import type { RecordStore } from '../ports/record-store';
import { RECORDS } from '../records';
import type { StoreTime } from './store-time';

/** A call whose server has not renewed it for so long is taken over. Milliseconds. */
const PENDING_MS = 30_000;

/** Twice before it would be taken over. Milliseconds. */
const RENEW_MS = PENDING_MS / 3;

const PENDING_EXPIRE_MS = 60 * 60_000;

const TRIES = 6;

export type Claim =
  | { is: 'mine'; holder: string; version: Version | null }
  | { is: 'kept'; text: string }
  | { is: 'asked'; leftMs: number };

export interface AnswerStores {
  records: RecordStore;
  clock: Clock;
  entropy: Entropy;
  log: Log;
  time: StoreTime;
}

/** Says across all servers who asks a model; the others wait for the answer. Mostly there is none: created unread. */
export async function claimAnswer(from: AnswerStores, name: string): Promise<Claim> {
  const { records, entropy, time } = from;
  const holder = entropy.id();
  let version: Version | null = null;
  let known = time.known;
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (known) {
      const write = {
        collection: RECORDS.answers,
        id: name,
        value: pending(holder, time),
        version,
      };
      const outcome = await time.during(() => records.write([write]));
      if (outcome.ok) return { is: 'mine', holder, version: outcome.versions[0] ?? null };
    }
    const { record, at } = await time.during(() => records.read(RECORDS.answers, name));
    known = true;
    version = record?.version ?? null;
    const value = record?.value;
    if (value === undefined) continue;
    if (value.state === 'kept' && value.expireAt > at) return { is: 'kept', text: value.text };
    if (value.state === 'pending' && value.holder === holder)
      return { is: 'mine', holder, version };
    if (value.state === 'pending' && value.until > at)
      return { is: 'asked', leftMs: value.until - at };
  }
  // Others are faster each time: look again soon.
  return { is: 'asked', leftMs: 1_000 };
}

/** Renews a claim until told to stop, or somebody took it over. What the store did not answer is tried again. */
export function renewing(
  { records, clock, log, time }: AnswerStores,
  name: string,
  claim: { holder: string; version: Version | null },
): () => void {
  let stopped = false;
  let { version } = claim;
  const renew = async (): Promise<void> => {
    const value = pending(claim.holder, time);
    const write = { collection: RECORDS.answers, id: name, value, version };
    try {
      const outcome = await time.during(() => records.write([write]));
      if (!outcome.ok) return;
      version = outcome.versions[0] ?? null;
    } catch (error) {
      log.warn({ error: String(error) }, 'a claim of an answer was not renewed yet');
    }
    if (!stopped) cancel = clock.timer(RENEW_MS, () => void renew());
  };
  let cancel = clock.timer(RENEW_MS, () => void renew());
  return () => {
    stopped = true;
    cancel();
  };
}

/** Waits while somebody else asks. Answers what that one kept; null when there is nothing, or the signal aborted. */
export function followAnswer(
  { records, clock, time }: AnswerStores,
  name: string,
  { leftMs, signal }: { leftMs: number; signal: AbortSignal },
): Promise<string | null> {
  return new Promise((resolve) => {
    const end = (text: string | null): void => {
      cancel();
      signal.removeEventListener('abort', giveUp);
      unwatch();
      resolve(text);
    };
    const giveUp = (): void => end(null);
    let cancel = clock.timer(leftMs, giveUp);
    const unwatch = records.watch(RECORDS.answers, name, {
      next: (record) => {
        if (record?.value.state !== 'pending') end(record?.value.text ?? null);
        else {
          cancel();
          cancel = clock.timer(Math.max(0, record.value.until - time.earliest()), giveUp);
        }
      },
      error: giveUp,
    });
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
}

function pending(holder: string, time: StoreTime): AnswerRecord {
  const at = Math.round(time.latest());
  return { state: 'pending', holder, until: at + PENDING_MS, expireAt: at + PENDING_EXPIRE_MS };
}
