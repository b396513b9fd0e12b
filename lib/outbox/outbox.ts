import type { OutboxItem } from './item';
import type { ItemEvent } from './item-events';
import type { ItemLocks } from './item-lock';
import { bytesLockOf, OrphanWatch } from './orphan-watch';
import type { OutboxStore } from './outbox-store';
import { OutboxSender } from './outbox-sender';
import type { SubmitTranscription } from './send-item';
import { OutboxView } from './outbox-view';
import { isOutdated } from './schedule';
import { describeStorageError } from './storage-room';
import { openTabChannel, type TabChannel, type TabMessage } from './tab-channel';
import { type Authorization, deleteUpload } from './upload-bytes';

export interface OutboxPorts {
  userId: string;
  store: OutboxStore;
  locks: ItemLocks;
  authorization: Authorization;
  submit: SubmitTranscription;
  deleteMedia: (mediaId: string) => Promise<void>;
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

/**
 * One person's outbox in this tab: what waits in IndexedDB, shown and sent. Several tabs may run one each;
 * the items' locks decide who acts.
 */
export class Outbox {
  readonly view: OutboxView;
  private readonly stopping = new AbortController();
  private readonly sender: OutboxSender;
  private channel: TabChannel | null = null;
  private readonly orphans: OrphanWatch;
  /** Whether the trouble shown is that the stored items could not be read. */
  private unreadable = false;

  constructor(private readonly ports: OutboxPorts) {
    const { store } = ports;
    this.view = new OutboxView((item) => item.kept === 'device' || store.holdsInTab(item.id));
    this.orphans = new OrphanWatch(ports, this.stopping.signal, (run) =>
      this.guard(async () => {
        await run();
        await this.refresh();
      }),
    );
    this.sender = new OutboxSender({
      ...ports,
      view: this.view,
      apply: (id, event) => this.apply(id, event),
      refresh: () => this.refresh(),
      tellProgress: (id, sent) => this.channel?.tell({ type: 'progress', id, sent }),
    });
  }

  /** Begins to show and send. Nothing in it rejects: what goes wrong is in the view. */
  async start(): Promise<void> {
    this.channel = openTabChannel(this.ports.userId, (message) => this.hear(message));
    const { signal } = this.stopping;
    addEventListener('online', () => void this.onOnline(), { signal });
    addEventListener('offline', () => this.view.setOnline(false), { signal });
    this.view.setOnline(navigator.onLine);
    await this.guard(async () => {
      for (const item of await this.ports.store.list(this.ports.userId)) {
        if (isOutdated(item, this.ports.now())) await this.ports.store.remove(item.id);
      }
    });
    await this.onOnline();
  }

  /** Ends sending; what was under way goes on when the outbox is started again. */
  stop(): void {
    this.stopping.abort();
    this.sender.stop();
    this.channel?.close();
    this.channel = null;
  }

  /** Reads the stored items again, here and, when asked to tell, in the other tabs. */
  async refresh(tell = true): Promise<void> {
    if (tell) this.channel?.tell({ type: 'changed' });
    await this.guard(async () => {
      const items = await this.ports.store.list(this.ports.userId);
      if (this.stopping.signal.aborted) return;
      this.view.setItems(items);
      this.sender.update(items);
      for (const item of items) this.orphans.watch(item);
    });
  }

  /** Applies an event to the stored item, and shows and tells it. */
  async apply(id: string, event: ItemEvent): Promise<OutboxItem | undefined> {
    const item = await this.ports.store.apply(id, event);
    await this.refresh();
    return item;
  }

  /** Takes in a file: on this device, or in this tab's memory when the device has no room for it. */
  async addFile(item: OutboxItem, file: Blob): Promise<void> {
    try {
      await this.ports.store.addFile(item, file);
    } catch (error) {
      this.view.setTrouble(describeStorageError(error));
      await this.keepInTab(item, file);
    }
    await this.refresh();
  }

  /** Takes in an item whose bytes live as long as this tab, and lets the other tabs know when it is gone. */
  async keepInTab(item: OutboxItem, bytes: Blob): Promise<void> {
    await this.ports.locks.take(bytesLockOf(item.id));
    await this.ports.store.addFileInTab(item, bytes);
  }

  /** Sends an item that waited, failed or was found; `now` when another tab holds it and does not move. */
  async send(id: string, from: 'when free' | 'now' = 'when free'): Promise<void> {
    this.sender.release(id);
    await this.apply(id, { type: 'send' });
    if (from === 'now') this.sender.takeOver(id);
  }

  async pause(id: string): Promise<void> {
    this.sender.abort(id);
    await this.apply(id, { type: 'paused' });
  }

  /** Forgets an item here and what the server has of it, unless it already has its job. */
  async remove(id: string): Promise<void> {
    this.sender.abort(id);
    const item = await this.ports.store.get(id);
    await this.ports.store.remove(id);
    await this.refresh();
    if (item !== undefined && item.state !== 'submitted') await this.forgetOnServer(item);
  }

  /** The server expires what nobody finished, so a failure here costs nothing but its disk for a while. */
  private async forgetOnServer(item: OutboxItem): Promise<void> {
    if (item.mediaId !== null) {
      await this.ports.deleteMedia(item.mediaId).catch(() => undefined);
    } else if (item.uploadUrl !== null) {
      await deleteUpload(item.uploadUrl, this.ports.authorization).catch(() => undefined);
    }
  }

  private async onOnline(): Promise<void> {
    this.view.setOnline(navigator.onLine);
    await this.guard(async () => {
      for (const item of await this.ports.store.list(this.ports.userId)) {
        const waits = item.hold === null && item.retryAt !== null;
        if (waits && (item.error?.code === 'network' || item.error?.code === 'signed_out')) {
          await this.ports.store.apply(item.id, { type: 'send' });
        }
      }
    });
    await this.refresh();
  }

  private hear(message: TabMessage): void {
    if (message.type === 'changed') void this.refresh(false);
    else this.view.setSent(message.id, message.sent, performance.now());
  }

  private async guard(run: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    try {
      await run();
      if (this.unreadable && !signal.aborted) this.view.setTrouble(null);
      this.unreadable = false;
    } catch (error) {
      if (signal.aborted) return;
      this.unreadable = true;
      this.view.setTrouble(describeStorageError(error));
    }
  }
}
