import { openOutboxDatabase, type OutboxDatabase } from './database';
import { applyEvent, type ItemEvent } from './item-events';
import type { OutboxItem } from './item';

/** The outbox in IndexedDB. Every method rejects with the browser's own `DOMException` when it fails. */
export class OutboxStore {
  private opening: Promise<OutboxDatabase> | null = null;
  /** Files that this device had no room for, for as long as the tab lives. */
  private readonly inTab = new Map<string, Blob>();

  constructor(private readonly name?: string) {}

  /** A person's items, oldest first. */
  async list(userId: string): Promise<OutboxItem[]> {
    const db = await this.open();
    const items = await db.getAllFromIndex('items', 'userId', userId);
    return items.sort((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
  }

  async get(id: string): Promise<OutboxItem | undefined> {
    const db = await this.open();
    return db.get('items', id);
  }

  /** Enters a recording that begins. */
  async begin(item: OutboxItem): Promise<void> {
    const db = await this.open();
    await db.add('items', item);
  }

  /** Enters a file with its bytes: both, or neither. */
  async addFile(item: OutboxItem, file: Blob): Promise<void> {
    const db = await this.open();
    const tx = db.transaction(['items', 'files'], 'readwrite', { durability: 'strict' });
    await Promise.all([
      tx.objectStore('items').add(item),
      tx.objectStore('files').add({ itemId: item.id, file }),
      tx.done,
    ]);
  }

  /** Enters a file, or a recording that could not be written, whose bytes stay in this tab's memory. */
  async addFileInTab(item: OutboxItem, file: Blob): Promise<void> {
    this.inTab.set(item.id, file);
    const db = await this.open();
    await db.put('items', { ...item, kept: 'tab', size: file.size });
  }

  /** Whether this tab's memory has the bytes of an item that the device had no room for. */
  holdsInTab(id: string): boolean {
    return this.inTab.has(id);
  }

  /** Writes one piece of a recording, with the item's new length, durably before it resolves. */
  async addChunk(
    id: string,
    index: number,
    bytes: ArrayBuffer,
    durationMs: number,
  ): Promise<OutboxItem | undefined> {
    const db = await this.open();
    const tx = db.transaction(['items', 'chunks'], 'readwrite', { durability: 'strict' });
    const items = tx.objectStore('items');
    const item = await items.get(id);
    if (item === undefined) {
      await tx.done;
      return undefined;
    }
    const grown = applyEvent(item, { type: 'grew', bytes: bytes.byteLength, durationMs });
    await Promise.all([
      tx.objectStore('chunks').put({ itemId: id, index, bytes }),
      items.put(grown),
      tx.done,
    ]);
    return grown;
  }

  /** Applies an event to the stored item and returns it as it then stands; undefined when it is gone. */
  async apply(id: string, event: ItemEvent): Promise<OutboxItem | undefined> {
    const db = await this.open();
    const tx = db.transaction('items', 'readwrite');
    const item = await tx.store.get(id);
    const next = item && applyEvent(item, event);
    if (next !== undefined && next !== item) await tx.store.put(next);
    await tx.done;
    return next;
  }

  /** The item's bytes as one blob; null when this browser does not hold them (any more). */
  async bytes(item: OutboxItem): Promise<Blob | null> {
    if (item.kept === 'tab') return this.inTab.get(item.id) ?? null;
    const db = await this.open();
    if (item.origin !== 'microphone') return (await db.get('files', item.id))?.file ?? null;
    const chunks = await db.getAll('chunks', chunkRange(item.id));
    if (chunks.length === 0) return null;
    return new Blob(
      chunks.map((chunk) => chunk.bytes),
      { type: item.mimeType },
    );
  }

  /** Forgets the bytes of an item and keeps its row. */
  async dropBytes(id: string): Promise<void> {
    this.inTab.delete(id);
    const db = await this.open();
    const tx = db.transaction(['chunks', 'files'], 'readwrite');
    await Promise.all([
      tx.objectStore('chunks').delete(chunkRange(id)),
      tx.objectStore('files').delete(id),
      tx.done,
    ]);
  }

  /** Forgets an item with its bytes. */
  async remove(id: string): Promise<void> {
    this.inTab.delete(id);
    const db = await this.open();
    const tx = db.transaction(['items', 'chunks', 'files'], 'readwrite');
    await Promise.all([
      tx.objectStore('items').delete(id),
      tx.objectStore('chunks').delete(chunkRange(id)),
      tx.objectStore('files').delete(id),
      tx.done,
    ]);
  }

  private open(): Promise<OutboxDatabase> {
    this.opening ??= openOutboxDatabase(() => {
      this.opening = null;
    }, this.name).catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }
}

function chunkRange(itemId: string): IDBKeyRange {
  return IDBKeyRange.bound([itemId, 0], [itemId, Number.MAX_SAFE_INTEGER]);
}
