import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const LOCK = 'package-lock.json';
const INSTALLED = 'node_modules/.package-lock.json';
/** Which lock `npm ci` last succeeded with. */
const MARK = 'node_modules/.firelane-lock';

/**
 * What of package-lock.json is not installed, or in another version; empty when all is. Packages for other
 * machines are no lack.
 */
export function missingPackages() {
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === lockHash()) return [];
  const wanted = Object.entries(packagesOf(LOCK)).filter(([path]) => path !== '');
  const installed = existsSync(INSTALLED) ? packagesOf(INSTALLED) : {};
  return wanted
    .filter(
      ([, entry]) => !entry.optional && !entry.devOptional && !entry.peer && !entry.extraneous,
    )
    .filter(([path, entry]) => installed[path]?.version !== entry.version)
    .map(([path]) => path);
}

/** To be called when `npm ci` succeeded: npm knows better than a comparison of two files. */
export function markInstalled() {
  writeFileSync(MARK, lockHash());
}

function lockHash() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex');
}

function packagesOf(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}
