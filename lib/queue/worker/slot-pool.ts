/** What one queue brings into the pool. */
export interface QueueSlots {
  /** Its own slots; 0: this server runs none of its jobs. */
  slots: number;
  /** Who comes first when idle slots are lent: higher first. */
  priority: number;
  /** Most slots of other queues at once; absent: as many as there are. */
  maxBorrowed?: number;
}

interface Share extends QueueSlots {
  /** Jobs in its own slots. */
  own: number;
  /** Jobs in slots of others, by lender. */
  borrowed: Map<string, number>;
  /** Its slots that others' jobs are in. */
  lent: number;
  /** It has jobs that wait for a slot. */
  wants: boolean;
  onRoom: (() => void) | null;
}

/**
 * The slots of one server. Each queue has its own; idle ones are lent to queues that have more to do, those of
 * higher priority first. A queue lends only while another of its slots stays free, so its own next job starts
 * at once; and of what a queue ends, a borrowed slot is given back first. Pure: no clock, nothing awaited.
 */
export class SlotPool {
  readonly #shares: ReadonlyMap<string, Share>;

  constructor(queues: Readonly<Record<string, QueueSlots>>) {
    this.#shares = new Map(
      Object.entries(queues).map(([queue, given]) => [
        queue,
        { ...given, own: 0, borrowed: new Map(), lent: 0, wants: false, onRoom: null },
      ]),
    );
  }

  /** Its own slots, lent or not. */
  slots(queue: string): number {
    return this.#share(queue).slots;
  }

  /** Jobs of a queue that have a slot. */
  busy(queue: string): number {
    const share = this.#share(queue);
    return share.own + borrowedBy(share);
  }

  /** How many more jobs of a queue could have a slot now. */
  room(queue: string): number {
    const share = this.#share(queue);
    return freeOf(share) + this.#loans(queue, share);
  }

  /** Gives a job of the queue a slot: its own if one is free, a loan otherwise. @returns false when there is none */
  take(queue: string): boolean {
    const share = this.#share(queue);
    if (freeOf(share) > 0) {
      share.own += 1;
      return true;
    }
    if (this.#loans(queue, share) <= 0) return false;
    const [lender, lending] = this.#lenders(queue).reduce((most, other) =>
      lendable(other[1]) > lendable(most[1]) ? other : most,
    );
    lending.lent += 1;
    share.borrowed.set(lender, (share.borrowed.get(lender) ?? 0) + 1);
    return true;
  }

  /** A job of the queue has ended. Tells those who wanted a slot and can have one now. */
  release(queue: string): void {
    const share = this.#share(queue);
    const loan = this.#mostMissed(share);
    if (loan === undefined) {
      share.own -= 1;
    } else {
      const left = (share.borrowed.get(loan) ?? 0) - 1;
      if (left > 0) share.borrowed.set(loan, left);
      else share.borrowed.delete(loan);
      this.#share(loan).lent -= 1;
    }
    this.#tell();
  }

  /** Its slots from now on. Jobs that have one keep it. */
  resize(queue: string, slots: number): void {
    const share = this.#share(queue);
    if (share.slots === slots) return;
    share.slots = slots;
    this.#tell();
  }

  /** Says whether the queue has jobs that wait for a slot: until then, none of lower priority borrows what it could. */
  want(queue: string, wants: boolean): void {
    const share = this.#share(queue);
    if (share.wants === wants) return;
    share.wants = wants;
    // What it leaves, others may have.
    if (!wants) this.#tell();
  }

  /** Whom to tell when a queue that wants a slot can have one. */
  onRoom(queue: string, call: () => void): void {
    this.#share(queue).onRoom = call;
  }

  #tell(): void {
    for (const [queue, share] of this.#shares) {
      if (share.wants && this.room(queue) > 0) share.onRoom?.();
    }
  }

  /** How many slots of others the queue may have now. */
  #loans(queue: string, share: Share): number {
    if (share.slots === 0) return 0;
    const allowed = (share.maxBorrowed ?? Infinity) - borrowedBy(share);
    if (allowed <= 0 || this.#outranked(queue, share)) return 0;
    const idle = this.#lenders(queue).reduce((sum, [, lender]) => sum + lendable(lender), 0);
    return Math.min(allowed, idle);
  }

  /** Whether a queue of higher priority waits for the same loans. */
  #outranked(queue: string, { priority }: Share): boolean {
    for (const [name, other] of this.#shares) {
      const first = name !== queue && other.wants && other.priority > priority;
      const takes = other.slots > 0 && borrowedBy(other) < (other.maxBorrowed ?? Infinity);
      if (first && takes && freeOf(other) === 0) return true;
    }
    return false;
  }

  #lenders(queue: string): [string, Share][] {
    return [...this.#shares].filter(([name]) => name !== queue);
  }

  /** Of the queue's lenders, the one with the least left. */
  #mostMissed(share: Share): string | undefined {
    return [...share.borrowed.keys()].reduce<string | undefined>(
      (worst, name) =>
        worst === undefined || freeOf(this.#share(name)) < freeOf(this.#share(worst))
          ? name
          : worst,
      undefined,
    );
  }

  /** @throws Error for a queue that is not in the pool */
  #share(queue: string): Share {
    const share = this.#shares.get(queue);
    if (share === undefined) throw new Error(`no queue ${queue} in this pool`);
    return share;
  }
}

function borrowedBy({ borrowed }: Share): number {
  let sum = 0;
  for (const count of borrowed.values()) sum += count;
  return sum;
}

function freeOf({ slots, own, lent }: Share): number {
  return Math.max(slots - own - lent, 0);
}

/** What it can lend and still have one free. */
function lendable(share: Share): number {
  return Math.max(freeOf(share) - 1, 0);
}
