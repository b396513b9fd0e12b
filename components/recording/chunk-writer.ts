import type { OutboxStore } from '@/lib/outbox/outbox-store';
import { isOutOfRoom } from '@/lib/outbox/storage-room';

/** Why the newest sound is in this tab's memory alone. */
export type UnsavedReason = 'no_room' | 'no_storage';

/**
 * Writes a recording's pieces in order, each durably. What cannot be written stays in memory and is tried
 * again with the next piece, so a device that fills up, or has no storage at all, loses nothing by itself.
 */
export class ChunkWriter {
  private index = 0;
  private tail: Promise<void> = Promise.resolve();
  private unwritten: { index: number; bytes: ArrayBuffer; durationMs: number }[] = [];

  constructor(
    private readonly store: Pick<OutboxStore, 'addChunk'>,
    private readonly itemId: string,
    private readonly onUnsaved: (reason: UnsavedReason | null) => void,
  ) {}

  /** Takes a piece; `durationMs` is the recording's length with it. */
  add(piece: Blob, durationMs: number): void {
    const index = this.index;
    this.index += 1;
    this.tail = this.tail.then(async () => {
      this.unwritten.push({ index, bytes: await piece.arrayBuffer(), durationMs });
      await this.flush();
    });
  }

  /** Resolves when every piece was tried, with those that only memory holds. */
  async settle(): Promise<readonly ArrayBuffer[]> {
    await this.tail;
    await this.flush();
    return this.unwritten.map((piece) => piece.bytes);
  }

  private async flush(): Promise<void> {
    const waiting = this.unwritten.length;
    try {
      for (const piece of [...this.unwritten]) {
        const item = await this.store.addChunk(
          this.itemId,
          piece.index,
          piece.bytes,
          piece.durationMs,
        );
        if (item === undefined) {
          this.onUnsaved('no_storage');
          return;
        }
        this.unwritten.shift();
      }
      if (waiting > 0) this.onUnsaved(null);
    } catch (error) {
      this.onUnsaved(isOutOfRoom(error) ? 'no_room' : 'no_storage');
    }
  }
}
