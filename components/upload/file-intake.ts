import { checkContent } from '@/lib/outbox/content-check';
import { checkFile } from '@/lib/outbox/file-check';
import { createItem, type ItemOrigin } from '@/lib/outbox/item';
import type { SendOptions } from '@/lib/outbox/send-options';

import type { OutboxClient } from './outbox-client';

/** A file that was not taken, and why; a duplicate may be taken all the same. */
export interface RefusedFile {
  id: string;
  file: File;
  message: string;
  duplicate: boolean;
}

export interface Intake {
  taken: string[];
  refused: RefusedFile[];
}

/** Checks files one by one and puts the good ones into the outbox, from where they are sent. */
export async function takeFiles(
  files: readonly File[],
  client: OutboxClient,
  settings: {
    options: SendOptions;
    /** Bytes; null when the server's limit is not known. */
    maxBytes: number | null;
    origin: ItemOrigin;
    /** Take a file that is already there once more. */
    again?: boolean;
  },
): Promise<Intake> {
  const intake: Intake = { taken: [], refused: [] };
  for (const file of files) {
    const refuse = (message: string, duplicate: boolean) =>
      intake.refused.push({ id: crypto.randomUUID(), file, message, duplicate });
    const known = client.outbox.view.getSnapshot().rows.map((row) => row.item);
    const verdict = checkFile(file, settings.again === true ? [] : known, settings.maxBytes);
    if (!verdict.ok) {
      refuse(verdict.message, verdict.code === 'duplicate');
      continue;
    }
    const content = await checkContent(file).catch(() => UNREADABLE);
    if (content !== null) {
      refuse(content, false);
      continue;
    }
    const item = createItem(
      {
        id: crypto.randomUUID(),
        userId: client.userId,
        origin: settings.origin,
        name: file.name,
        mimeType: file.type === '' ? 'application/octet-stream' : file.type,
        size: file.size,
        lastModified: file.lastModified,
        createdAt: Date.now(),
        options: settings.options,
      },
      'ready',
    );
    await client.outbox.addFile(item, file);
    intake.taken.push(item.id);
  }
  return intake;
}

const UNREADABLE =
  'The file cannot be read. It may have been moved, or it is a folder. Choose the file itself.';

/** The largest upload that the server takes, in bytes, as tus announces it; null when it does not say. */
export async function fetchMaxBytes(signal: AbortSignal): Promise<number | null> {
  try {
    const response = await fetch('/api/uploads', { method: 'OPTIONS', signal });
    const value = Number(response.headers.get('Tus-Max-Size') ?? Number.NaN);
    return response.ok && Number.isFinite(value) && value > 0 ? value : null;
  } catch {
    // Only an early word to the person is lost: the server judges the size itself.
    return null;
  }
}
