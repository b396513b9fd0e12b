import type { OutboxItem } from './item';
import type { ItemLocks } from './item-lock';
import type { OutboxView } from './outbox-view';
import { isOnItsWay, itemsToStart, nextRetryAt } from './schedule';
import { sendItem, type SendPorts } from './send-item';
import type { OutboxStore } from './outbox-store';
import { describeStorageError } from './storage-room';

/** Uploads at once, in one tab. More would only share the same line. */
const AT_ONCE = 2;

/** What `setTimeout` can wait; more it takes for nothing at all. */
const LONGEST_TIMEOUT_MS = 2_147_483_647;

export interface SenderPorts extends SendPorts {
  store: Pick<OutboxStore, 'get' | 'bytes' | 'dropBytes' | 'holdsInTab'>;
  locks: ItemLocks;
  view: OutboxView;
  /** Reads the stored items again and hands them to `update`. */
  refresh: () => Promise<void>;
  tellProgress: (id: string, sent: number) => void;
}

/** Decides which items this tab sends, starts them under their locks, and wakes up for the next try. */
export class OutboxSender {
  private items: readonly OutboxItem[] = [];
  private readonly here = new Map<string, AbortController>();
  private readonly elsewhere = new Set<string>();
  private readonly stalled = new Set<string>();
  private readonly stopping = new AbortController();
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly ports: SenderPorts) {}

  /** Takes in the stored items: ends what was paused or removed in another tab, and starts what can start. */
  update(items: readonly OutboxItem[]): void {
    this.items = items;
    for (const [id, controller] of this.here) {
      const item = items.find((one) => one.id === id);
      if (item === undefined || item.hold !== null) controller.abort();
    }
    this.startFree();
  }

  /** Lets an item be tried again that this device's storage had failed. */
  release(id: string): void {
    this.stalled.delete(id);
  }

  /** Ends the sending of one item in this tab. */
  abort(id: string): void {
    this.here.get(id)?.abort();
  }

  /** Sends an item here although another tab holds its lock; that tab's own sending ends. */
  takeOver(id: string): void {
    if (this.here.has(id)) return;
    this.elsewhere.delete(id);
    void this.run(id, (send) => this.ports.locks.steal(id, send).then(() => true));
  }

  stop(): void {
    this.stopping.abort();
    if (this.timer !== null) clearTimeout(this.timer);
    for (const controller of this.here.values()) controller.abort();
  }

  private startFree(): void {
    if (this.stopping.signal.aborted) return;
    const situation = {
      now: this.ports.now(),
      online: navigator.onLine,
      busy: new Set([...this.here.keys(), ...this.elsewhere, ...this.stalled]),
      free: AT_ONCE - this.here.size,
    };
    const within = this.items.filter((item) => this.canSend(item));
    for (const item of itemsToStart(within, situation)) {
      void this.run(item.id, (send) => this.ports.locks.tryHold(item.id, send));
    }
    if (this.timer !== null) clearTimeout(this.timer);
    const at = nextRetryAt(within, situation);
    if (at === null) {
      this.timer = null;
      return;
    }
    const wait = Math.min(at - situation.now + 1, LONGEST_TIMEOUT_MS);
    this.timer = setTimeout(() => this.startFree(), wait);
  }

  /** What another tab's memory alone has, only that tab can send; once uploaded, any can. */
  private canSend(item: OutboxItem): boolean {
    return item.kept === 'device' || item.mediaId !== null || this.ports.store.holdsInTab(item.id);
  }

  private async run(
    id: string,
    underLock: (send: () => Promise<void>) => Promise<boolean>,
  ): Promise<void> {
    const controller = new AbortController();
    this.here.set(id, controller);
    let held = true;
    try {
      held = await underLock(async () => {
        const item = await this.ports.store.get(id);
        if (item === undefined || !isOnItsWay(item) || controller.signal.aborted) return;
        this.ports.view.setSender(id, 'here');
        await sendItem(item, this.ports, controller.signal, (sent) => {
          this.ports.view.setSent(id, sent, performance.now());
          this.ports.tellProgress(id, sent);
        });
      });
    } catch (error) {
      if (!controller.signal.aborted) {
        controller.abort();
        // The lock ends with this error when another tab took it over.
        if (error instanceof DOMException && error.name === 'AbortError') held = false;
        else this.stall(id, error);
      }
    }
    this.here.delete(id);
    this.ports.view.setSender(id, null);
    if (!held) await this.waitForOther(id);
    await this.ports.refresh();
  }

  /** This device's storage failed under the item: not tried again until a person says so. */
  private stall(id: string, error: unknown): void {
    this.stalled.add(id);
    this.ports.view.setTrouble(describeStorageError(error));
  }

  /** Shows that another tab sends the item, until that tab is done with it or gone. */
  private async waitForOther(id: string): Promise<void> {
    this.elsewhere.add(id);
    this.ports.view.setSender(id, 'elsewhere');
    try {
      await this.ports.locks.hold(id, this.stopping.signal, () => Promise.resolve());
    } catch {
      // Only the stop of this outbox ends the wait early.
    }
    if (this.elsewhere.delete(id)) this.ports.view.setSender(id, null);
  }
}
