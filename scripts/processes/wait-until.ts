import { setTimeout as delay } from 'node:timers/promises';

import type { RunningProcess } from './start-process';

/**
 * Asks again and again until the answer is not undefined.
 * @throws when the process ends first, or after `timeoutMs`, with what it printed last.
 */
export async function waitUntil<T>(
  running: RunningProcess,
  ready: () => Promise<T | undefined>,
  timeoutMs: number,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let ended: number | undefined;
  void running.exited.then((code) => {
    ended = code;
  });
  while (performance.now() < deadline) {
    const answer = await ready();
    if (answer !== undefined) return answer;
    if (ended !== undefined) {
      throw new Error(
        `${running.name} ended with code ${String(ended)} before it was ready.\n${running.tail()}`,
      );
    }
    await delay(50);
  }
  throw new Error(
    `${running.name} was not ready after ${String(timeoutMs / 1000)} s.\n${running.tail()}`,
  );
}

/** Whether a server answers there with anything at all; undefined while it does not. */
export async function answers(url: string): Promise<true | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return undefined;
  }
}
