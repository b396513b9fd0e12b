'use client';

import { Text } from '@mantine/core';

import { useAllowance } from '@/hooks/use-allowance';
import { isSpent } from '@/lib/cluster/allowance';

import { leftWords, scarce, waitWords } from './allowance-words';

/** Near what submits a job: says how many are left once they are few, and nothing before. */
export function AllowanceNotice() {
  const live = useAllowance();
  if (live === null) return null;
  const few = scarce(live.allowance);
  const words = isSpent(live.budget)
    ? `The budget of your plan is used up for today. What you add is kept, and sent in ${waitWords(live.budget.resetMs)}.`
    : few === null
      ? null
      : `New jobs: ${leftWords(few)}.${few.remaining === 0 ? ' What you add is kept, and sent then.' : ''}`;
  if (words === null) return null;
  return (
    <Text size="sm" c="dimmed" data-allowance>
      {words}
    </Text>
  );
}
