import { StoreUnavailable, type WriteOutcome } from '../../queue/ports/job-store';
import type { BatchedResult, BatchedUpdate, SendBatch } from './batch-client';
import { isPassing, STATUS } from './errors';

/** Firestore takes 500; measured on the emulator, more than 200 gain little. */
const MAX_WRITES = 400;

/** Stays below a request's 10 MiB (the emulator's 4 MiB) at three bytes a character. Characters. */
const MAX_WEIGHT = 1_000_000;

/** Requests under way at once: one is decoded while the next is served. */
const MAX_IN_FLIGHT = 4;

interface Waiting {
  update: BatchedUpdate;
  weight: number;
  resolve: (outcome: WriteOutcome) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers the updates that are ready in the same turn of the event loop into one BatchWrite. Never two of one
 * document: a batch has no order.
 */
export class WriteBatcher {
  readonly #send: SendBatch;
  #queue: Waiting[] = [];
  #scheduled = false;
  #inFlight = 0;

  constructor(send: SendBatch) {
    this.#send = send;
  }

  /** @throws StoreUnavailable; the write may still have been applied */
  update(update: BatchedUpdate): Promise<WriteOutcome> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ update, weight: weightOf(update.fields), resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= MAX_IN_FLIGHT) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const batch = this.#next();
    if (batch.length === 0) return;
    this.#inFlight += 1;
    if (this.#queue.length > 0) this.#schedule();
    try {
      const results = await this.#send(batch.map(({ update }) => update));
      batch.forEach((waiting, index) => settle(waiting, results[index]));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#inFlight -= 1;
      if (this.#queue.length > 0) this.#schedule();
    }
  }

  #next(): Waiting[] {
    const batch: Waiting[] = [];
    const later: Waiting[] = [];
    const paths = new Set<string>();
    let weight = 0;
    for (const waiting of this.#queue) {
      const fits =
        batch.length === 0 || (batch.length < MAX_WRITES && weight + waiting.weight <= MAX_WEIGHT);
      if (!fits || paths.has(waiting.update.path)) {
        later.push(waiting);
        continue;
      }
      batch.push(waiting);
      paths.add(waiting.update.path);
      weight += waiting.weight;
    }
    this.#queue = later;
    return batch;
  }
}

function weightOf(fields: BatchedUpdate['fields']): number {
  return Object.values(fields).reduce<number>(
    (sum, value) => sum + ('stringValue' in value ? value.stringValue.length : 200),
    0,
  );
}

function settle({ resolve, reject }: Waiting, result: BatchedResult | undefined): void {
  if (result === undefined) reject(new StoreUnavailable('a write got no answer'));
  else if (result.status === STATUS.ok && result.version !== null) {
    resolve({ ok: true, version: result.version });
  } else if (result.status === STATUS.failedPrecondition)
    resolve({ ok: false, reason: 'conflict' });
  else if (result.status === STATUS.notFound) resolve({ ok: false, reason: 'missing' });
  else if (isPassing(result.status)) reject(new StoreUnavailable(result.message));
  else reject(new Error(`Firestore refused a write (${result.status}): ${result.message}`));
}
