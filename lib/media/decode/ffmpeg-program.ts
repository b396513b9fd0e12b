import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const THREAD_FILE = 'decode-thread.mjs';

let compiled: Promise<WebAssembly.Module> | null = null;

/** ffmpeg's WebAssembly, compiled once a process and shared by its threads (32 MB, a tenth of a second). */
export function ffmpegProgram(threadFile: string): Promise<WebAssembly.Module> {
  compiled ??= (async () => {
    const path = createRequire(threadFile).resolve('@ffmpeg/core/wasm');
    return WebAssembly.compile(await readFile(path));
  })();
  compiled.catch(() => {
    compiled = null;
  });
  return compiled;
}

/**
 * Where the thread's file is. Source and bundle differ: it is beside this module, beside the bundle that
 * holds this module, or where the project started.
 */
export function findThreadFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const places = [
    join(here, THREAD_FILE),
    join(process.cwd(), 'lib/media/decode', THREAD_FILE),
    join(process.cwd(), THREAD_FILE),
  ];
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new Error(`${THREAD_FILE} is not in ${places.join(', ')}`);
  return found;
}
