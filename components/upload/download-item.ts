import { downloadBlob } from '@/components/recording/download-blob';
import { extensionOf } from '@/components/recording/recording-format';
import { notifyProblem } from '@/components/feedback/notify';
import { ApiProblem } from '@/hooks/api';
import type { OutboxItem } from '@/lib/outbox/item';
import type { OutboxStore } from '@/lib/outbox/outbox-store';

/** Saves an item's bytes as a file of the person's own. */
export async function downloadItem(item: OutboxItem, store: OutboxStore): Promise<void> {
  const bytes = await store.bytes(item).catch(() => null);
  if (bytes === null) {
    await notifyProblem(
      'There is nothing to download',
      new ApiProblem({
        status: 0,
        code: 'bytes_lost',
        title: 'Gone',
        detail: 'This browser no longer has the sound of this item.',
      }),
    );
    return;
  }
  const named =
    item.origin === 'microphone' ? `${item.name}.${extensionOf(item.mimeType)}` : item.name;
  downloadBlob(bytes, named);
}
