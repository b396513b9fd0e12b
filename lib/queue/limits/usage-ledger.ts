import { type Submitter, submitterKey, usageOn, utcDay } from '../../cluster/submitter';
import type { Usage } from '../../jobs/job';
import { backoff } from '../backoff';
import type { Engine } from '../engine';
import { RECORDS } from '../records';
import { sleep } from '../sleep';

/** How long usage may stay in this process's memory alone. Milliseconds. */
const FLUSH_MS = 10_000;

/** Tries against others who write to the same user, before it waits for the next flush. */
const TRIES = 8;

interface Amount {
  tokens: number;
  /** US dollars. */
  cost: number;
}

/** An amount on its way to the store. */
interface Entry {
  amount: Amount;
  /** What the last try would have left there; null before any. */
  wanted: Submitter | null;
}

/**
 * Gathers what the jobs of each user consume, and adds it to the user's day every ten seconds and at the end.
 * A store that is away loses nothing while the process lives.
 */
export class UsageLedger {
  readonly #engine: Engine;
  readonly #gathered = new Map<string, Amount>();
  /** One a user: it was tried, and goes before what was gathered since. */
  readonly #unsure = new Map<string, Entry>();
  #flushing: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | null = null;
  #closed = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** What one call consumed. A cached answer was paid before; an unknown cost counts as none. */
  add(userId: string, usage: Omit<Usage, 'provider' | 'model'>): void {
    const tokens = usage.inputTokens + usage.outputTokens;
    const cost = usage.cost ?? 0;
    if (usage.cached || (tokens === 0 && cost === 0)) return;
    const gathered = this.#gathered.get(userId) ?? { tokens: 0, cost: 0 };
    this.#gathered.set(userId, {
      tokens: gathered.tokens + tokens,
      cost: gathered.cost + cost,
    });
    this.#arm();
  }

  /** Writes what was gathered. Never rejects: what could not be written waits for the next flush. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#flushing = this.#flushing.then(async () => {
      const users = new Set([...this.#unsure.keys(), ...this.#gathered.keys()]);
      await Promise.all([...users].map((userId) => this.#flushOne(userId)));
      if (this.#unsure.size > 0) this.#arm();
    });
    return this.#flushing;
  }

  /** The last flush. */
  close(): Promise<void> {
    this.#closed = true;
    return this.flush();
  }

  #arm(): void {
    if (this.#closed) return;
    this.#cancelTimer ??= this.#engine.clock.timer(FLUSH_MS, () => void this.flush());
  }

  async #flushOne(userId: string): Promise<void> {
    const unsure = this.#unsure.get(userId);
    if (unsure !== undefined) {
      if (!(await this.#enter(userId, unsure))) return;
      this.#unsure.delete(userId);
    }
    const amount = this.#gathered.get(userId);
    if (amount === undefined) return;
    this.#gathered.delete(userId);
    const entry = { amount, wanted: null };
    if (!(await this.#enter(userId, entry))) this.#unsure.set(userId, entry);
  }

  /** @returns false when it must be tried again */
  async #enter(userId: string, entry: Entry): Promise<boolean> {
    const { clock, entropy, log } = this.#engine;
    try {
      for (let tries = 1; tries <= TRIES; tries++) {
        if (await this.#tryOnce(userId, entry)) return true;
        const random = entropy.random();
        await sleep(clock, backoff({ tries, baseMs: 20, maxMs: 1_000, random }));
      }
    } catch (error) {
      log.warn({ error: String(error) }, 'usage waits for the next flush');
    }
    return false;
  }

  async #tryOnce(userId: string, entry: Entry): Promise<boolean> {
    const { jobs, records } = this.#engine;
    const { submitter, version, at } = await jobs.readSubmitter(userId);
    // A try whose answer was lost may have been applied, and then refuses the next one.
    if (entry.wanted !== null && sameUsage(submitter, entry.wanted)) return true;
    const used = usageOn(submitter, at);
    entry.wanted = {
      ...submitter,
      usageDay: utcDay(at),
      usageTokens: used.tokens + entry.amount.tokens,
      usageCost: used.cost + entry.amount.cost,
    };
    const id = submitterKey(userId);
    const outcome = await records.write([
      { collection: RECORDS.submitters, id, value: entry.wanted, version },
    ]);
    return outcome.ok;
  }
}

function sameUsage(a: Submitter, b: Submitter): boolean {
  return (
    a.usageDay === b.usageDay && a.usageTokens === b.usageTokens && a.usageCost === b.usageCost
  );
}
