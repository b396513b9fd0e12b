import type { OutboxItem } from './item';
import {
  addSample,
  bytesPerSecond,
  NO_RATE,
  secondsLeft,
  type TransferRate,
} from './transfer-rate';

/** One line of the list: what is stored, and what is going on with it this moment. */
export interface OutboxRow {
  item: OutboxItem;
  /** Who sends it now: this tab, another one, or nobody. */
  sender: 'here' | 'elsewhere' | null;
  /** Whether this tab can get at the item's bytes: another tab's memory may alone have them. */
  bytesHere: boolean;
  /** Bytes that the server has; null until known. */
  sent: number | null;
  bytesPerSecond: number | null;
  secondsLeft: number | null;
}

export interface OutboxSnapshot {
  /** False until the stored items were read. */
  loaded: boolean;
  online: boolean;
  rows: readonly OutboxRow[];
  /** Why items cannot be kept on this device, in words for a person; null when they can. */
  trouble: string | null;
}

export const EMPTY_SNAPSHOT: OutboxSnapshot = {
  loaded: false,
  online: true,
  rows: [],
  trouble: null,
};

/** Progress is told to those who look at most this often. Milliseconds. */
const PROGRESS_MS = 250;

/** Holds what is shown of the outbox: a store in React's sense, replaced as a whole at each change. */
export class OutboxView {
  private snapshot = EMPTY_SNAPSHOT;
  private items: readonly OutboxItem[] = [];
  private readonly senders = new Map<string, 'here' | 'elsewhere'>();
  private readonly rates = new Map<string, TransferRate>();
  private readonly sent = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly hasBytes: (item: OutboxItem) => boolean) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): OutboxSnapshot => this.snapshot;

  setItems(items: readonly OutboxItem[]): void {
    this.items = items;
    this.publish({ loaded: true });
  }

  setOnline(online: boolean): void {
    this.publish({ online });
  }

  setTrouble(trouble: string | null): void {
    this.publish({ trouble });
  }

  setSender(id: string, sender: 'here' | 'elsewhere' | null): void {
    if (sender === null) this.senders.delete(id);
    else this.senders.set(id, sender);
    this.rates.delete(id);
    this.publish({});
  }

  /** Notes how many bytes the server has. `at` is in milliseconds on a steady clock. */
  setSent(id: string, sent: number, at: number): void {
    this.sent.set(id, sent);
    this.rates.set(id, addSample(this.rates.get(id) ?? NO_RATE, at, sent));
    this.timer ??= setTimeout(() => this.publish({}), PROGRESS_MS);
  }

  private publish(change: Partial<OutboxSnapshot>): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.snapshot = { ...this.snapshot, ...change, rows: this.items.map((item) => this.row(item)) };
    for (const listener of this.listeners) listener();
  }

  private row(item: OutboxItem): OutboxRow {
    const rate = this.rates.get(item.id) ?? NO_RATE;
    return {
      item,
      bytesHere: this.hasBytes(item),
      sender: this.senders.get(item.id) ?? null,
      sent: this.sent.get(item.id) ?? null,
      bytesPerSecond: bytesPerSecond(rate),
      secondsLeft: secondsLeft(rate, item.size),
    };
  }
}
