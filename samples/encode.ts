import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

interface Ffmpeg {
  FS: {
    writeFile(path: string, bytes: Uint8Array): void;
    readFile(path: string): Uint8Array;
  };
  exec(...args: string[]): number;
  setLogger(logger: (line: { message: string }) => void): void;
}

type CreateFfmpeg = (options: { wasmBinary: Uint8Array }) => Promise<Ffmpeg>;

/**
 * Runs ffmpeg once over files in memory and answers what it wrote. For making samples and test files of
 * known content; what people upload is decoded in a sandbox by `lib/media/decode/`.
 * @param args between the inputs and the output
 * @throws Error with ffmpeg's last words
 */
export async function encode(
  inputs: { name: string; bytes: Uint8Array }[],
  args: string[],
  output: string,
): Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  // ffmpeg's build only knows browser workers.
  Object.assign(globalThis, { self: globalThis, location: { href: '' } });
  const create = require('@ffmpeg/core') as CreateFfmpeg;
  const core = await create({ wasmBinary: await readFile(require.resolve('@ffmpeg/core/wasm')) });
  const log: string[] = [];
  core.setLogger(({ message }) => log.push(message));
  for (const { name, bytes } of inputs) core.FS.writeFile(name, bytes);
  const files = inputs.flatMap(({ name }) => ['-i', name]);
  const code = core.exec('-hide_banner', '-loglevel', 'error', ...files, ...args, output);
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${log.slice(-5).join(' ')}`);
  return core.FS.readFile(output);
}

async function main([from, to, ...args]: string[]): Promise<void> {
  if (from === undefined || to === undefined) throw new Error('Usage: encode.ts FROM TO [ARGS…]');
  const input = { name: basename(from), bytes: await readFile(from) };
  await writeFile(to, await encode([input], args, basename(to)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? dirname('.')).href) {
  await main(process.argv.slice(2));
}
