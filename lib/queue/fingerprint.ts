import { createHash } from 'node:crypto';

/** Tells a repeated submit from a conflicting one: the same for the same kind and parsed input. */
export function fingerprint(kind: string, input: unknown): string {
  return digest(`${kind}\n${canonical(input)}`);
}

/** The job's id under an idempotency key: the same user and key always name the same document. */
export function idOfKey(userId: string, key: string): string {
  return digest(`${userId.length}:${userId}\n${key}`).slice(0, 40);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with sorted keys, so that the order in which a client wrote them does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : v,
  );
}
