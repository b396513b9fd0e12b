import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { build } from 'esbuild';
import type { Metafile } from 'esbuild';

/** They read files of their own at run time (native code, WebAssembly, protocol files, language models). */
export const EXTERNAL = [
  'firebase-admin',
  'firebase-functions',
  '@google-cloud/firestore',
  '@google-cloud/storage',
  'google-gax',
  '@ffmpeg/core',
  '@echogarden/fvad-wasm',
  'wink-nlp',
  'wink-eng-lite-web-model',
];

/** Threads are started from files, which no bundle holds. */
const THREAD_FILES = ['lib/media/decode/decode-thread.mjs', 'lib/media/decode/voice-frames.mjs'];

/**
 * Bundles a server's entry into `index.mjs` of a folder, with the files of its threads beside it. What is there
 * already and the same is not touched: a process that runs from it may read it at any time.
 * @returns what the bundle is made of
 */
export async function bundle(entry: string, folder: string): Promise<Metafile> {
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    outfile: path.join(folder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
    sourcemap: 'linked',
    metafile: true,
    write: false,
    legalComments: 'none',
    // CommonJS packages in an ES module still ask for `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);",
    },
  });
  await mkdir(folder, { recursive: true });
  await Promise.all([
    ...outputFiles.map(({ path: file, contents }) => replace(file, contents)),
    ...THREAD_FILES.map(async (file) =>
      replace(path.join(folder, path.basename(file)), await readFile(file)),
    ),
  ]);
  return metafile;
}

async function replace(file: string, contents: Uint8Array): Promise<void> {
  const present = await readFile(file).catch(() => null);
  if (present?.equals(contents) === true) return;
  const unfinished = `${file}.${String(process.pid)}`;
  await writeFile(unfinished, contents);
  await rename(unfinished, file);
}
