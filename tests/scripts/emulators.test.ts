import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeLauncherJar } from '@/scripts/emulators/launcher-jar';
import { loadRules } from '@/scripts/emulators/load-rules';
import { startEmulators } from '@/scripts/emulators/start';
import type { Emulators } from '@/scripts/emulators/start';

const PROJECT = 'demo-emulators';

describe('the Firestore emulator', () => {
  let emulators: Emulators;
  beforeAll(async () => {
    emulators = await startEmulators({ projectId: PROJECT, only: ['firestore'] });
  });
  afterAll(() => emulators.stop());

  it('is named as the SDKs want it', () => {
    const { env, firestoreHost, firestorePort } = emulators;
    expect(env).toMatchObject({ GOOGLE_CLOUD_PROJECT: PROJECT });
    expect(env.FIRESTORE_EMULATOR_HOST).toBe(`${firestoreHost}:${String(firestorePort)}`);
  });

  it('refuses rules with an unknown variable, and says where', async () => {
    const rules = (await readFile('firestore.rules', 'utf8')).replace(
      'request.auth.uid;',
      'reqest.auth.uid;',
    );
    const loading = loadRules(emulators.env.FIRESTORE_EMULATOR_HOST ?? '', PROJECT, rules);
    await expect(loading).rejects.toThrow(/line \d+: .*reqest/);
  });

  it('refuses rules that are none', async () => {
    const loading = loadRules(emulators.env.FIRESTORE_EMULATOR_HOST ?? '', PROJECT, 'service {');
    await expect(loading).rejects.toThrow('firestore.rules');
  });
});

it('never starts emulators for a project that may be real', async () => {
  const starting = startEmulators({ projectId: 'firelane', only: ['firestore'] });
  await expect(starting).rejects.toThrow('must start with demo-');
});

describe('the launcher jar', () => {
  it('names jar and class in lines that Java accepts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'firelane-jar-'));
    const path = `/usr/lib/${'a rather long folder/'.repeat(8)}emulator.jar`;
    const jar = await writeLauncherJar(folder, { path, mainClass: 'com.example.Main' });
    const entry = unzipSync(await readFile(jar))['META-INF/MANIFEST.MF'];
    await rm(folder, { recursive: true });

    const manifest = strFromU8(entry ?? new Uint8Array());
    const lines = manifest.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(72);
    const unfolded = manifest.replaceAll('\r\n ', '');
    expect(unfolded).toContain('Main-Class: com.example.Main\r\n');
    expect(unfolded).toContain(`Class-Path: file://${path.replaceAll(' ', '%20')}\r\n`);
  });
});
