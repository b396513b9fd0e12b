import { readFile } from 'node:fs/promises';

import { expect, it } from 'vitest';

import type { IndexFile } from './index-matching';

/** They only grow, so that all new entries go to one end of an index: about 500 writes a second at most. */
const GROWING = [
  'rank',
  'runAt',
  'readyAt',
  'createdAt',
  'updatedAt',
  'startedAt',
  'finishedAt',
  'expireAt',
  'lease.until',
];

/** Before a growing field, one of these gives each of its values an end of its own. */
const SPREADING = ['shard', 'userId', 'subjectId', 'lease.serverId'];

/** What the queue can live with, and why. */
const ACCEPTED: Record<string, string> = {
  'state, expireAt': 'retired jobs are looked for over all shards',
};

it('lets no index end in a growing value, so that no index caps how many jobs are written', async () => {
  const { indexes } = JSON.parse(await readFile('firestore.indexes.json', 'utf8')) as IndexFile;
  const hot = indexes
    .map(({ fields }) => fields.map((field) => field.fieldPath))
    .filter((fields) => {
      const growing = fields.findIndex((field) => GROWING.includes(field));
      return growing >= 0 && !fields.slice(0, growing).some((field) => SPREADING.includes(field));
    })
    .map((fields) => fields.join(', '));
  expect(hot.sort()).toEqual(Object.keys(ACCEPTED).sort());
});
