import { randomFillSync } from 'node:crypto';

import type { Entropy } from '../queue/ports/environment';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 24;

/** Drawn for many ids at once: a call of its own for each took ten times as long. */
const pool = new Uint8Array(4_096);
let used = pool.length;

function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const byte = pool[used] ?? 0;
  used += 1;
  return byte;
}

/** The operating system's randomness. */
export const cryptoEntropy: Entropy = {
  random: () => Math.random(),
  id: () => {
    let id = '';
    while (id.length < ID_LENGTH) {
      const byte = randomByte();
      // 248 is the largest multiple of 62 in a byte: what is above would favour the first letters.
      if (byte < 248) id += ALPHABET.charAt(byte % ALPHABET.length);
    }
    return id;
  },
};
