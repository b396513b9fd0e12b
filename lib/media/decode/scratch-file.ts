import { mkdtemp, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Opens a file, where the system keeps temporary ones, that has no name any more: its bytes vanish with its handle, even when the process is
 * killed, so no recording is ever left behind.
 */
export async function openScratchFile(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'firelane-'));
  try {
    return await open(join(folder, 'scratch'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
