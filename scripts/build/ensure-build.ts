import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { startProcess } from '../processes/start-process';

const NEXT = 'node_modules/next/dist/bin/next';
/** Beside the build: what it was made from. */
const MARK = '.next/firelane-sources';
const SOURCES = ['app', 'components', 'hooks', 'lib', 'public'];
const ROOT_FILES = /^(next\.config|proxy|middleware|instrumentation|postcss\.config|package-lock)/;

/**
 * Makes the production build unless there is one of the very same sources.
 * @returns whether it built
 * @throws with the end of what the build printed
 */
export async function ensureBuild(onOutput?: (text: string) => void): Promise<boolean> {
  const hash = await hashSources();
  const built = existsSync('.next/BUILD_ID') && existsSync(MARK);
  if (built && (await readFile(MARK, 'utf8')) === hash) return false;
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

/** Contents, not times: a checkout or a touch does not cost a build. */
async function hashSources(): Promise<string> {
  const nested = await Promise.all(
    SOURCES.filter((folder) => existsSync(folder)).map(async (folder) => {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
    }),
  );
  const roots = (await readdir('.')).filter((name) => ROOT_FILES.test(name));
  const hash = createHash('sha256').update(process.version);
  for (const file of [...nested.flat(), ...roots].sort()) {
    hash.update(`${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}
