import { formatBytes } from './amounts';

/** Whether a write failed because this device, or what it grants to this site, is full. */
export function isOutOfRoom(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

/** What a failed write means, for a person, with the way out. */
export function describeStorageError(error: unknown): string {
  if (isOutOfRoom(error)) {
    return 'This device has no room left for recordings. Send or download what is listed here, then discard it to make room.';
  }
  return 'This browser does not let the page keep recordings on this device (a private window often does not). Keep this tab open until everything is sent, or download it.';
}

/** Asks the browser not to clear recordings when the disk runs low. True when it promised. */
export async function askToPersist(storage: StorageManager | undefined): Promise<boolean> {
  if (storage?.persist === undefined) return false;
  return (await storage.persisted()) || (await storage.persist());
}

/** Below this a recording of an hour may not fit. */
const LITTLE_ROOM_BYTES = 60_000_000;

/** A warning when little room is left on this device; null when there is enough, or nobody can say. */
export async function warnOfLittleRoom(
  storage: StorageManager | undefined,
): Promise<string | null> {
  if (storage?.estimate === undefined) return null;
  const { quota, usage } = await storage.estimate();
  return quota === undefined ? null : littleRoom(quota - (usage ?? 0));
}

/** The warning for `free` bytes; null when they are enough. */
export function littleRoom(free: number): string | null {
  if (free >= LITTLE_ROOM_BYTES) return null;
  return `This device has room for about ${formatBytes(Math.max(0, free))} more. Free some before a long recording.`;
}
