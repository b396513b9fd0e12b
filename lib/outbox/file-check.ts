import { formatBytes } from './amounts';
import type { OutboxItem } from './item';
import { UNSUPPORTED } from './send-error';

/** What the check needs of a `File`. */
export interface FileFacts {
  name: string;
  size: number;
  type: string;
  lastModified: number;
}

export type FileVerdict =
  | { ok: true }
  | { ok: false; code: 'empty' | 'too_large' | 'unsupported_media'; message: string }
  | { ok: false; code: 'duplicate'; message: string; itemId: string };

const EXTENSIONS =
  /\.(3gp|aac|aif|aiff|amr|avi|caf|flac|m4a|m4b|m4v|mka|mkv|mov|mp3|mp4|mpeg|mpg|oga|ogg|ogv|opus|qt|wav|weba|webm|wma)$/i;

/**
 * Whether a file may enter the outbox. Judged by what the browser says of it; its bytes are looked at by
 * `content-check.ts` and, with the last word, by the server. `maxBytes` is null when the limit is not known.
 */
export function checkFile(
  file: FileFacts,
  items: readonly OutboxItem[],
  maxBytes: number | null,
): FileVerdict {
  if (file.size === 0) {
    return {
      ok: false,
      code: 'empty',
      message: 'The file is empty. If it lies in a cloud folder, download it to this device first.',
    };
  }
  if (maxBytes !== null && file.size > maxBytes) {
    return {
      ok: false,
      code: 'too_large',
      message: `It has ${formatBytes(file.size)}, and ${formatBytes(maxBytes)} is the most. Cut it into shorter parts, or save the sound alone.`,
    };
  }
  if (!/^(audio|video)\//.test(file.type) && !EXTENSIONS.test(file.name)) {
    return { ok: false, code: 'unsupported_media', message: UNSUPPORTED };
  }
  const twin = items.find((item) => isSameFile(item, file));
  if (twin !== undefined) {
    return {
      ok: false,
      code: 'duplicate',
      message:
        twin.state === 'submitted'
          ? 'It was sent a short while ago.'
          : 'It is already in the list.',
      itemId: twin.id,
    };
  }
  return { ok: true };
}

function isSameFile(item: OutboxItem, file: FileFacts): boolean {
  return (
    item.origin === 'file' &&
    item.name === file.name &&
    item.size === file.size &&
    item.lastModified === file.lastModified
  );
}
