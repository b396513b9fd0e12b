import { randomBytes } from 'node:crypto';

import type { Entropy } from '../queue/ports/environment';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const ID_LENGTH = 24;

/** The operating system's randomness. */
export const cryptoEntropy: Entropy = {
  random: () => Math.random(),
  id: () => {
    let id = '';
    while (id.length < ID_LENGTH) {
      for (const byte of randomBytes(ID_LENGTH * 2)) {
        // 248 is the largest multiple of 62 in a byte: what is above would favour the first letters.
        if (byte < 248 && id.length < ID_LENGTH) id += ALPHABET.charAt(byte % ALPHABET.length);
      }
    }
    return id;
  },
};
