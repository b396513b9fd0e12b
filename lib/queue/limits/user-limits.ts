import { allowanceOf, budgetOf } from '../../cluster/allowance';
import type { Engine } from '../engine';
import type { UserLimits } from '../queue';
import { planOf, windowsOf } from './plan';

/** What a user may still submit and spend, read from the store. */
export async function userLimits(
  engine: Engine,
  userId: string,
  planName: string | null,
): Promise<UserLimits> {
  const { submitter, at } = await engine.jobs.readSubmitter(userId);
  const plan = planOf(engine.settings.current(), planName);
  return {
    allowance: allowanceOf(windowsOf(submitter, plan), at),
    budget: budgetOf(submitter, plan, at),
  };
}
