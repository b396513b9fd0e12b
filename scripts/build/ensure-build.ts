import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { startProcess } from '../processes/start-process';

const NEXT = 'node_modules/next/dist/bin/next';
const BUILD = '.next/BUILD_ID';
/** Beside the build: what it was made from. */
const MARK = '.next/firelane-sources';
const SOURCES = ['app', 'components', 'hooks', 'lib', 'public', 'samples'];
const ROOT_FILES = /^(next\.config|proxy|middleware|instrumentation|postcss\.config|package-lock)/;

/**
 * Makes the production build unless there is one of the very same sources.
 * @returns whether it built
 * @throws with the end of what the build printed
 */
export async function ensureBuild(onOutput?: (text: string) => void): Promise<boolean> {
  const sources = await listSources();
  const hash = await hashOf(sources);
  if (await isBuilt(sources, hash)) return false;
  const build = startProcess({
    name: 'next build',
    command: process.execPath,
    args: [NEXT, 'build'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    ...(onOutput === undefined ? {} : { onOutput }),
  });
  if ((await build.exited) !== 0) {
    throw new Error(`The production build failed:\n${build.tail()}`);
  }
  await writeFile(MARK, hash);
  return true;
}

/** By contents where this script built: a checkout or a touch costs no build then. Else by times. */
async function isBuilt(sources: string[], hash: string): Promise<boolean> {
  if (!existsSync(BUILD)) return false;
  const { mtimeMs: builtAt } = await stat(BUILD);
  if (existsSync(MARK) && (await stat(MARK)).mtimeMs >= builtAt) {
    return (await readFile(MARK, 'utf8')) === hash;
  }
  const changes = await Promise.all(sources.map(async (file) => (await stat(file)).mtimeMs));
  return Math.max(...changes) < builtAt;
}

async function listSources(): Promise<string[]> {
  const nested = await Promise.all(
    SOURCES.filter((folder) => existsSync(folder)).map(async (folder) => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
    }),
  );
  const roots = (await readdir('.')).filter((name) => ROOT_FILES.test(name));
  return [...nested.flat(), ...roots].sort();
}

async function hashOf(files: string[]): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const file of files) hash.update(`${file}\0`).update(await readFile(file));
  return hash.digest('hex');
}
