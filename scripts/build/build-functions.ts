/**
 * `npm run build:functions`: Cloud Functions as firebase-tools deploys them, in `dist/functions` or the folder
 * given: one bundle, and a package.json that names, in the project's own versions, only what cannot be bundled.
 */
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Metafile } from 'esbuild';

import { bundle, EXTERNAL } from './bundle';

const OUT = process.argv[2] ?? 'dist/functions';

/** Node 20 is what this project runs on; Cloud Functions has newer ones only. */
const RUNTIME_MAJOR = '22';

/** What the threads' own files import, which the bundle does not see. */
const THREAD_PACKAGES = ['@ffmpeg/core', '@echogarden/fvad-wasm'];

interface PackageFile {
  version: string;
  dependencies: Record<string, string>;
}

await rm(OUT, { recursive: true, force: true });
const metafile = await bundle('functions/index.ts', OUT);
const envFiles = (await readdir('functions'))
  .filter((name) => name.startsWith('.env'))
  .map((name) => path.join('functions', name));
await Promise.all(envFiles.map((file) => cp(file, path.join(OUT, path.basename(file)))));

const project = JSON.parse(await readFile('package.json', 'utf8')) as PackageFile;
await writeFile(
  path.join(OUT, 'package.json'),
  `${JSON.stringify(
    {
      name: 'firelane-functions',
      version: project.version,
      private: true,
      type: 'module',
      main: 'index.mjs',
      engines: { node: RUNTIME_MAJOR },
      dependencies: dependenciesOf(metafile, project),
    },
    null,
    2,
  )}\n`,
);

/** The external packages that the bundle, or a thread, imports. */
function dependenciesOf(meta: Metafile, { dependencies }: PackageFile): Record<string, string> {
  const imported = Object.values(meta.outputs)
    .flatMap((output) => output.imports)
    .filter((one) => one.external === true)
    .map((one) =>
      one.path
        .split('/')
        .slice(0, one.path.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  const names = EXTERNAL.filter(
    (name) => imported.includes(name) || THREAD_PACKAGES.includes(name),
  );
  return Object.fromEntries(
    names.map((name) => {
      const version = dependencies[name];
      if (version === undefined) throw new Error(`package.json does not depend on ${name}`);
      return [name, version];
    }),
  );
}
