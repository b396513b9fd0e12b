'use client';

import { Progress, Stack, Text } from '@mantine/core';

import { useAllowance } from '@/hooks/use-allowance';
import type { Allowance, Budget } from '@/lib/cluster/allowance';

import { leftWords, waitWords } from './allowance-words';

/** How many jobs may still be submitted, live, and what is left of the day's budget. */
export function AllowanceMeter({
  known,
}: {
  known: { allowance: readonly Allowance[]; budget: Budget };
}) {
  const { allowance, budget } = useAllowance() ?? known;
  const [long] = allowance;
  const { tokens, cost, resetMs } = budget;
  return (
    <Stack gap="md" mb="lg">
      {long !== undefined && (
        <Meter label="New jobs" used={long.limit - long.remaining} limit={long.limit}>
          {leftWords(long)}
        </Meter>
      )}
      {tokens.limit !== null && (
        <Meter label="Model tokens today" used={tokens.used} limit={tokens.limit}>
          {`${tokens.used.toLocaleString('en')} of ${tokens.limit.toLocaleString('en')} used, anew in ${waitWords(resetMs)}`}
        </Meter>
      )}
      {cost.limit !== null && (
        <Meter label="Cost today" used={cost.used} limit={cost.limit}>
          {`$${cost.used.toFixed(2)} of $${cost.limit.toFixed(2)} used, anew in ${waitWords(resetMs)}`}
        </Meter>
      )}
    </Stack>
  );
}

function Meter(props: { label: string; used: number; limit: number; children: string }) {
  const share = Math.min(100, (Math.max(0, props.used) / props.limit) * 100);
  return (
    <div>
      <Text size="sm" fw={600}>
        {props.label}
      </Text>
      <Progress.Root size="sm" my={6}>
        <Progress.Section
          value={share}
          color={share > 80 ? 'ember' : 'gray'}
          aria-label={`${props.label}, used`}
          aria-valuetext={props.children}
        />
      </Progress.Root>
      <Text size="sm" c="dimmed">
        {props.children}
      </Text>
    </div>
  );
}
