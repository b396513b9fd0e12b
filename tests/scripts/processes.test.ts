import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { describe, expect, it, vi } from 'vitest';

import { startProcess } from '@/scripts/processes/start-process';

import { isAlive } from './alive';
import { DETACHING, STUBBORN } from './detaching';

/** Starts a program that prints the ids of its processes as JSON. */
async function start(program: string, graceMs: number) {
  let output = '';
  const running = startProcess({
    name: 'a program',
    command: process.execPath,
    args: ['-e', program],
    graceMs,
    onOutput: (text) => (output += text),
  });
  const pids = await vi.waitUntil(() => idsIn(output), { timeout: 10_000 });
  return { running, pids };
}

function idsIn(output: string): number[] | false {
  const line = /\[.*\]/.exec(output);
  return line === null ? false : (JSON.parse(line[0]) as number[]);
}

describe('a process', () => {
  it('ends with everything that it started when it is stopped, process groups of its own included', async () => {
    const { running, pids } = await start(DETACHING, 5_000);
    expect(pids.map(isAlive)).toEqual([true, true]);
    await running.stop();
    await vi.waitUntil(() => !pids.some(isAlive));
  });

  it('is killed when it does not end within its grace', async () => {
    const { running, pids } = await start(STUBBORN, 100);
    await running.stop();
    expect(pids.some(isAlive)).toBe(false);
  });

  it('does not outlive a parent that was killed', async () => {
    const parent = spawn(process.execPath, [
      '--import',
      'tsx',
      'tests/scripts/leaves-a-process.ts',
    ]);
    let output = '';
    parent.stdout.on('data', (text: Buffer) => (output += text.toString()));
    const pids = await vi.waitUntil(() => idsIn(output), { timeout: 20_000 });
    expect(pids.map(isAlive)).toEqual([true, true]);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await vi.waitUntil(() => !pids.some(isAlive), { timeout: 10_000 });
  });

  it('tells its exit code and its last words', async () => {
    const running = startProcess({
      name: 'a failure',
      command: process.execPath,
      args: ['-e', 'console.error("no luck"); process.exitCode = 3;'],
    });
    expect(await running.exited).toBe(3);
    expect(running.tail()).toContain('no luck');
  });
});
