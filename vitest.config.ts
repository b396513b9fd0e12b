import path from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** Groups that need nothing but Node. */
const PURE = ['unit', 'simulation', 'providers', 'media'];
/** Groups that need the emulators, which `npm test` starts once for all of them. */
const EMULATED = ['conformance', 'firestore', 'rules', 'http', 'functions', 'chaos', 'scripts'];

/** Files at once: on two cores vitest would take one, and much of a test is waiting. */
const TOGETHER = 3;

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: {
      '@': root,
      'server-only': path.join(root, 'tests/server-only.ts'),
    },
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: PURE.map((group) => `tests/${group}/**/*.test.{ts,tsx}`),
          testTimeout: 30_000,
          maxWorkers: TOGETHER,
          // What they import keeps nothing between calls: loading it once halves their time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'emulated',
          include: EMULATED.map((group) => `tests/${group}/**/*.test.ts`),
          // Real emulators answer late on a busy machine; what hangs is found all the same.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: TOGETHER,
          // As above; each file has a project of its own in the emulators, and ends what it started.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/browser/stack.ts'],
          // Many a page, or the whole recording transcribed, on a busy machine; what hangs is found all the same.
          testTimeout: 360_000,
          hookTimeout: 360_000,
          expect: { poll: { timeout: 30_000 } },
          maxWorkers: TOGETHER,
          // As above; each file opens a browser and people of its own.
          isolate: false,
          // After the others: the app and its worker have the machine to themselves.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
