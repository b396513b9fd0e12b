import { spawnSync } from 'node:child_process';

import { describe, expect, it } from 'vitest';

interface Check {
  part: string;
  needed: string;
  ok: boolean;
  detail: string;
  fix: string;
}

function doctor(env: Record<string, string>): {
  status: number | null;
  checks: Check[];
  ok: boolean;
} {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/doctor.mjs', '--json'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const report = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
  return { status, ...report };
}

describe('the doctor', () => {
  it('finds what runs these tests', () => {
    const { checks } = doctor({});
    const found = checks.filter((check) => check.ok).map((check) => check.part);
    expect(found).toEqual(
      expect.arrayContaining(['Node.js', 'Java', 'npm packages', 'ports of the loopback']),
    );
  });

  it('names what is missing with the command that installs it, and fails', () => {
    const { status, ok, checks } = doctor({ PATH: '/nowhere' });
    expect(status).toBe(1);
    expect(ok).toBe(false);
    const missing = new Map(checks.filter((c) => !c.ok).map((c) => [c.part, c.fix]));
    expect(missing.get('Java')).toMatch(/install/);
    expect(missing.get('speech engine')).toBe('apt-get install -y pocketsphinx pocketsphinx-en-us');
  });

  it('believes a named emulator binary only when it is there', () => {
    const { checks } = doctor({
      FIRESTORE_EMULATOR_HOST: '',
      FIRESTORE_EMULATOR_BINARY_PATH: '/nowhere/emulator.jar',
    });
    const emulator = checks.find((check) => check.part === 'Firestore emulator');
    expect(emulator).toMatchObject({ ok: false, needed: 'demo' });
    expect(emulator?.fix).toContain('setup:emulators:firestore');
  });
});
