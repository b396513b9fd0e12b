import { createItem, type OutboxItem } from '@/lib/outbox/item';
import { DEFAULT_OPTIONS } from '@/lib/outbox/send-options';

/** A file of 1,000 bytes that waits to be sent, with what a test says of it. */
export function sampleItem(fields: Partial<OutboxItem> = {}): OutboxItem {
  return {
    ...createItem(
      {
        id: 'item-1',
        userId: 'ada',
        origin: 'file',
        name: 'interview.mp3',
        mimeType: 'audio/mpeg',
        size: 1_000,
        lastModified: 5,
        createdAt: 1_000_000,
        options: DEFAULT_OPTIONS,
      },
      'ready',
    ),
    ...fields,
  };
}
