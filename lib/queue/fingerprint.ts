import { createHash } from 'node:crypto';

import { canonicalJson } from './canonical-json';

/**
 * Tells a repeated submit from a conflicting one: the same for the same kind and parsed input, whatever the order in
 * which a client wrote its keys.
 */
export function fingerprint(kind: string, input: unknown): string {
  return digest(`${kind}\n${canonicalJson(input)}`);
}

/** The job's id under an idempotency key: the same user and key always name the same document. */
export function idOfKey(userId: string, key: string): string {
  return digest(`${userId.length}:${userId}\n${key}`).slice(0, 40);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
