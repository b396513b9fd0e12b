import { oneError } from '../one-error';

/** Does all steps, one after the other, whatever fails, and then throws what failed. */
export async function everyStep(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw oneError(failures);
}
