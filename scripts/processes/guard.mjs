/**
 * Runs one command and answers for every process that comes of it: `node guard.mjs GRACE_MS COMMAND ARG…`
 *
 * The parent holds this process's stdin. A line `kill` is SIGKILL at once. A line `stop`, or the end of stdin (the parent ended, however it
 * ended), ends the command: SIGTERM first, SIGKILL after the grace. What the command left behind, even in
 * process groups of its own (firebase-tools detaches Java), is killed too: found by a mark in its
 * environment where /proc shows it, else by the tree of parents.
 */
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const [graceText, command, ...args] = process.argv.slice(2);
const grace = Number(graceText);
const mark = `FIRELANE_GUARD_${randomUUID().replaceAll('-', '')}`;

const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  env: { ...process.env, [mark]: '1' },
});

let stopping = false;
let known = [];

child.on('error', (error) => {
  process.stderr.write(`${command}: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code, signal) => {
  for (const pid of new Set([...known, ...descendants()])) kill(pid, 'SIGKILL');
  process.exit(stopping ? 0 : (code ?? 128 + (signal === 'SIGKILL' ? 9 : 15)));
});

process.stdin.on('data', (line) => {
  if (line.toString().includes('kill')) child.kill('SIGKILL');
  if (line.toString().includes('stop')) stop();
});
process.stdin.on('end', stop);
process.stdin.on('error', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
// The parent may be gone, and with it whoever read our output.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

function stop() {
  if (stopping) return;
  stopping = true;
  known = descendants();
  child.kill('SIGTERM');
  setTimeout(() => {
    for (const pid of new Set([...known, ...descendants()])) kill(pid, 'SIGKILL');
    child.kill('SIGKILL');
  }, grace);
}

function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') process.stderr.write(`process ${pid}: ${error.message}\n`);
  }
}

function descendants() {
  return process.platform === 'linux' ? marked() : childrenOf(process.pid, parents());
}

function marked() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && environment(pid).includes(mark));
}

/** Empty for a process that ended meanwhile or that belongs to somebody else. */
function environment(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

function parents() {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
}

function childrenOf(pid, table) {
  const direct = table.filter(([, parent]) => parent === pid).map(([own]) => own);
  return direct.flatMap((own) => [own, ...childrenOf(own, table)]);
}
