import type { OutboxItem } from './item';
import type { ItemLocks } from './item-lock';
import type { OutboxStore } from './outbox-store';
import { bytesLost } from './send-item';

/** The lock of the tab that alone has an item's bytes. */
export function bytesLockOf(id: string): string {
  return `${id}-bytes`;
}

/** Waits for the death of the tabs that items depend on: the browser then frees their locks. */
export class OrphanWatch {
  private readonly watched = new Set<string>();

  /** `guarded` runs what touches the storage, and shows the items anew. */
  constructor(
    private readonly ports: { store: OutboxStore; locks: ItemLocks },
    private readonly stopping: AbortSignal,
    private readonly guarded: (run: () => Promise<void>) => Promise<void>,
  ) {}

  /**
   * Looks after an item. A recording whose lock comes free while it still says `recording` was cut off; bytes
   * that a dead tab alone had are lost.
   */
  watch(item: OutboxItem): void {
    const { store } = this.ports;
    if (item.state === 'recording') {
      this.whenFree(item.id, item.id, async (found) => {
        if (found.state !== 'recording') return;
        if (found.size === 0) await store.remove(item.id);
        else await store.apply(item.id, { type: 'recovered' });
      });
    } else if (item.kept === 'tab' && !store.holdsInTab(item.id)) {
      this.whenFree(bytesLockOf(item.id), item.id, async (found) => {
        if (found.mediaId !== null) return;
        await store.apply(item.id, { type: 'failed', error: bytesLost(item) });
      });
    }
  }

  private whenFree(lock: string, id: string, run: (item: OutboxItem) => Promise<void>): void {
    if (this.watched.has(lock)) return;
    this.watched.add(lock);
    void this.guarded(() =>
      this.ports.locks.hold(lock, this.stopping, async () => {
        const found = await this.ports.store.get(id);
        if (found !== undefined) await run(found);
      }),
    );
  }
}
