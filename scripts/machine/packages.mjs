import { existsSync, readFileSync } from 'node:fs';

const LOCK = 'package-lock.json';
const INSTALLED = 'node_modules/.package-lock.json';

/**
 * What of package-lock.json is not installed, or in another version; empty when all is. Packages for other
 * machines are no lack.
 */
export function missingPackages() {
  const wanted = read(LOCK);
  if (!existsSync(INSTALLED)) return Object.keys(wanted).filter((path) => path !== '');
  const installed = read(INSTALLED);
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && !entry.peer)
    .filter(([path, entry]) => installed[path]?.version !== entry.version)
    .map(([path]) => path);
}

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}
