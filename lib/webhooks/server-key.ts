import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the secrets of webhooks are derived from. Every server of a deployment must have the same: it is given by the
 * environment. Without that, for development, one is made and kept where only this user of the machine can read it.
 */
export function serverKey(given: string | undefined, dataDirectory: string): () => string {
  let known = given;
  return () => (known ??= keptKey(dataDirectory));
}

function keptKey(dataDirectory: string): string {
  const file = join(dataDirectory, 'secret.key');
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  mkdirSync(dataDirectory, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    // Another process of this machine was faster.
    if (!isCode(error, 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
