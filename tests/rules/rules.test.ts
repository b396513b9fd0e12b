import { readFile } from 'node:fs/promises';

import {
  assertFails,
  assertSucceeds,
  initializeTestEnvironment,
} from '@firebase/rules-unit-testing';
import type { RulesTestEnvironment } from '@firebase/rules-unit-testing';
import {
  collection,
  collectionGroup,
  deleteDoc,
  doc,
  getDoc,
  getDocs,
  limit,
  onSnapshot,
  query,
  setDoc,
  setLogLevel,
  updateDoc,
  where,
} from 'firebase/firestore';
import type { Firestore } from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { RECORDS } from '@/lib/queue/records';
import { COLLECTIONS } from '@/lib/stores/firestore/collections';
import { startEmulators } from '@/scripts/emulators/start';
import type { Emulators } from '@/scripts/emulators/start';

import { allowsOf, readCoverage } from './coverage';
import { OWNER, TARGETS } from './documents';
import type { TargetName } from './documents';
import { databasesOf, firestoreOf, ROLES } from './roles';
import type { Role } from './roles';

const PROJECT = 'demo-rules';

/** With the claim `true`, and with the claim `'read'`: to these rules they are the same, for nobody writes. */
const ADMINS: readonly Role[] = ['admin', 'auditor'];

/** Who may read what; whoever is not named may not, and nobody may write anything. */
const READERS: Record<TargetName, { get: readonly Role[]; list: readonly Role[] }> = {
  jobs: { get: ['owner', ...ADMINS], list: ADMINS },
  parts: { get: ['owner', ...ADMINS], list: ADMINS },
  'rate_limits of a person': { get: ['owner', ...ADMINS], list: ADMINS },
  'rate_limits of a provider key': { get: ADMINS, list: ADMINS },
  circuit_breakers: { get: ADMINS, list: ADMINS },
  locks: { get: ADMINS, list: ADMINS },
  servers: { get: ADMINS, list: ADMINS },
  cancels: { get: ADMINS, list: ADMINS },
  cluster: { get: ADMINS, list: ADMINS },
  stats: { get: ADMINS, list: ADMINS },
  schedules: { get: ADMINS, list: ADMINS },
  webhooks: { get: ADMINS, list: ADMINS },
  audit: { get: ADMINS, list: ADMINS },
  alerts: { get: ADMINS, list: ADMINS },
  answers: { get: [], list: [] },
  function_runs: { get: [], list: [] },
  'a collection that no rule names': { get: [], list: [] },
};

let emulators: Emulators;
let environment: RulesTestEnvironment;
let databases: Record<Role, Firestore>;

beforeAll(async () => {
  // It would warn of each refusal, and refusals are what is wanted here.
  setLogLevel('silent');
  emulators = await startEmulators({ projectId: PROJECT, only: ['firestore'] });
  environment = await initializeTestEnvironment({
    projectId: PROJECT,
    firestore: {
      host: emulators.firestoreHost,
      port: emulators.firestorePort,
      rules: await readFile('firestore.rules', 'utf8'),
    },
  });
  databases = databasesOf(environment);
  await environment.clearFirestore();
  await environment.withSecurityRulesDisabled(async (context) => {
    const database = firestoreOf(context);
    for (const target of TARGETS) {
      await setDoc(doc(database, target.collection, target.id), target.data);
    }
  });
});

afterAll(async () => {
  await environment.cleanup();
  await emulators.stop();
});

describe.each(ROLES)('%s', (role) => {
  const check = (allowed: boolean): typeof assertSucceeds =>
    allowed ? assertSucceeds : assertFails;

  describe.each(TARGETS)('$name', (target) => {
    const readers = READERS[target.name];
    const reference = () => doc(databases[role], target.collection, target.id);

    it(`${readers.get.includes(role) ? 'gets' : 'cannot get'} it`, async () => {
      await check(readers.get.includes(role))(getDoc(reference()));
    });

    it(`${readers.list.includes(role) ? 'lists' : 'cannot list'} all`, async () => {
      const all = collection(databases[role], target.collection);
      await check(readers.list.includes(role))(getDocs(all));
    });

    it('cannot create one', async () => {
      const fresh = doc(databases[role], target.collection, `new-by-${role}`);
      await assertFails(setDoc(fresh, { ...target.data }));
    });

    it('cannot update it', async () => {
      await assertFails(updateDoc(reference(), { state: 'completed' }));
    });

    it('cannot delete it', async () => {
      await assertFails(deleteDoc(reference()));
    });
  });

  it.each(['jobs', 'jobs/job-1/parts'])(
    `${role === 'owner' || ADMINS.includes(role) ? 'lists' : 'cannot list'} the owner’s documents of %s`,
    async (path) => {
      const own = query(collection(databases[role], path), where('userId', '==', OWNER), limit(10));
      await check(role === 'owner' || ADMINS.includes(role))(getDocs(own));
    },
  );

  it('cannot reach every part through a collection group', async () => {
    const own = query(collectionGroup(databases[role], 'parts'), where('userId', '==', OWNER));
    await assertFails(getDocs(own));
  });

  it(`${ADMINS.includes(role) ? 'learns' : 'cannot learn'} that a job does not exist`, async () => {
    const missing = doc(databases[role], 'jobs', 'no-such-job');
    await check(ADMINS.includes(role))(getDoc(missing));
  });
});

describe('a guest', () => {
  it('reads and follows what the guest submitted', async () => {
    await environment.withSecurityRulesDisabled(async (context) => {
      await setDoc(doc(firestoreOf(context), 'jobs', 'guest-job'), { userId: 'guest' });
    });
    const database = databases.guest;
    const own = query(collection(database, 'jobs'), where('userId', '==', 'guest'));
    await assertSucceeds(
      new Promise((resolve, reject) => {
        const unsubscribe = onSnapshot(
          own,
          (snapshot) => {
            unsubscribe();
            resolve(snapshot.size);
          },
          reject,
        );
      }),
    );
    await assertSucceeds(getDoc(doc(database, 'jobs', 'guest-job')));
  });
});

describe('an admin claim', () => {
  it.each([
    { admin: false },
    { admin: 'true' },
    { admin: 'write' },
    { admin: 1 },
    { admin: ['read'] },
    { admin: { read: true } },
    { role: 'admin' },
  ])('counts only as true or ‘read’, and not as %o', async (claims) => {
    const database = firestoreOf(environment.authenticatedContext('dave', claims));
    await assertFails(getDoc(doc(database, 'jobs', 'job-1')));
    await assertFails(getDocs(collection(database, 'servers')));
  });
});

describe('the collections that the stores write', () => {
  it('are all among these', () => {
    const tested = TARGETS.map((target) => target.collection.split('/').at(-1));
    const records = Object.values(RECORDS).map(({ name }) => name);
    expect(tested).toEqual(expect.arrayContaining([...Object.values(COLLECTIONS), ...records]));
  });
});

describe('the coverage report', () => {
  it('shows every allow to have been granted and refused', async () => {
    const host = `${emulators.firestoreHost}:${String(emulators.firestorePort)}`;
    const allows = allowsOf(await readCoverage(host, PROJECT));
    expect(allows.length).toBeGreaterThan(0);
    expect(allows.filter((allow) => !allow.wasTrue || !allow.wasFalse)).toEqual([]);
  });
});
