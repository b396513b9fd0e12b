import { JobError } from '../../jobs/error';
import type { Clock, Entropy, Log } from '../ports/environment';
import type { RecordStore } from '../ports/record-store';
import { RECORDS } from '../records';
import type { Settings } from '../settings-follower';
import { type Claim, claimAnswer, followAnswer, renewing } from './answer-claim';
import { StoreTime } from './store-time';

/** A longer text is not kept: a document has its limit. Characters. */
const MAX_TEXT = 200_000;

interface Request {
  /** Equal for equal requests. */
  name: string;
  keepMs: number;
  fresh: boolean;
  signal: AbortSignal;
}

type Answered<R> = { kept: false; result: R } | { kept: true; text: string };

/** How a call ended, for those in this process who waited for it. */
type Flight = { text: string } | { error: JobError } | { gaveUp: true };

/**
 * Answers of models, kept in the store for all servers. Equal requests at the same time are one call: in this
 * process and across all of them. Where the store cannot be reached, the model is simply asked.
 */
export class SharedAnswers {
  readonly #from: {
    records: RecordStore;
    settings: Settings;
    clock: Clock;
    entropy: Entropy;
    log: Log;
    time: StoreTime;
  };
  readonly #flights = new Map<string, Promise<Flight>>();

  constructor(from: {
    records: RecordStore;
    settings: Settings;
    clock: Clock;
    entropy: Entropy;
    log: Log;
  }) {
    this.#from = { ...from, time: new StoreTime(from.clock) };
  }

  /** @throws what `ask` throws; the signal's reason once it is aborted */
  async answer<R extends { text: string; complete: boolean }>(
    request: Request,
    ask: () => Promise<R>,
  ): Promise<Answered<R>> {
    if (!this.#from.settings.current().cache.enabled) return { kept: false, result: await ask() };
    for (;;) {
      request.signal.throwIfAborted();
      const flight = request.fresh ? undefined : this.#flights.get(request.name);
      if (flight === undefined) return this.#lead(request, ask);
      const ended = await unlessAborted(flight, request.signal);
      if ('text' in ended) return { kept: true, text: ended.text };
      if ('error' in ended) throw ended.error;
    }
  }

  async #lead<R extends { text: string; complete: boolean }>(
    request: Request,
    ask: () => Promise<R>,
  ): Promise<Answered<R>> {
    const leading = this.#askOrFollow(request, ask);
    const flight = leading.then(
      (answered): Flight => {
        if (answered.kept) return { text: answered.text };
        return answered.result.complete ? { text: answered.result.text } : { gaveUp: true };
      },
      (error: unknown): Flight => {
        const shared = error instanceof JobError && !request.signal.aborted;
        return shared ? { error } : { gaveUp: true };
      },
    );
    this.#flights.set(request.name, flight);
    try {
      return await leading;
    } finally {
      if (this.#flights.get(request.name) === flight) this.#flights.delete(request.name);
    }
  }

  async #askOrFollow<R extends { text: string; complete: boolean }>(
    request: Request,
    ask: () => Promise<R>,
  ): Promise<Answered<R>> {
    const { name, fresh, signal } = request;
    for (;;) {
      signal.throwIfAborted();
      const claim: Claim | null = fresh ? null : await this.#claim(name);
      if (claim?.is === 'kept') return { kept: true, text: claim.text };
      if (claim?.is === 'asked') {
        const text = await followAnswer(this.#from, name, { leftMs: claim.leftMs, signal });
        if (text !== null) return { kept: true, text };
        continue;
      }
      return { kept: false, result: await this.#ask(request, claim, ask) };
    }
  }

  async #ask<R extends { text: string; complete: boolean }>(
    { name, keepMs }: Request,
    claim: Extract<Claim, { is: 'mine' }> | null,
    ask: () => Promise<R>,
  ): Promise<R> {
    const stop = claim === null ? () => undefined : renewing(this.#from, name, claim);
    let kept = false;
    try {
      const result = await ask();
      if (result.complete && result.text.length <= MAX_TEXT) {
        kept = await this.#keep(name, result.text, keepMs);
      }
      return result;
    } finally {
      stop();
      if (!kept && claim !== null) await this.#letGo(name);
    }
  }

  async #claim(name: string): Promise<Claim | null> {
    try {
      return await claimAnswer(this.#from, name);
    } catch (error) {
      this.#from.log.warn({ error: String(error) }, 'the kept answers cannot be reached');
      return null;
    }
  }

  async #keep(name: string, text: string, keepMs: number): Promise<boolean> {
    const { records, time, log } = this.#from;
    const expireAt = Math.round(time.earliest() + keepMs);
    const value = { state: 'kept' as const, text, expireAt };
    try {
      const write = { collection: RECORDS.answers, id: name, value, version: 'any' as const };
      return (await time.during(() => records.write([write]))).ok;
    } catch (error) {
      log.warn({ error: String(error) }, 'an answer was not kept');
      return false;
    }
  }

  /** So that whoever waits for this answer asks by itself. */
  async #letGo(name: string): Promise<void> {
    const { records, log } = this.#from;
    await records.remove(RECORDS.answers, name).catch((error: unknown) => {
      log.warn({ error: String(error) }, 'a claim of an answer was not let go');
    });
  }
}

/** @throws the signal's reason once it is aborted */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    stop = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    stop();
  }
}
