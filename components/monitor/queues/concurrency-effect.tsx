import { Text } from '@mantine/core';

import type { ServerRecord } from '@/lib/cluster/server';
import type { QueueName } from '@/lib/jobs/queues';

import { wholeWords } from '../live/words';

export interface ConcurrencyEffectProps {
  name: QueueName;
  /** Jobs at once on each server that are stored, and that are typed; null: as each is configured. */
  now: number | null;
  next: number | null;
  servers: readonly ServerRecord[];
  running: number | null;
}

/** What the concurrency comes to over all servers, what a change would make of it, and how far it has arrived. */
export function ConcurrencyEffect({ name, now, next, servers, running }: ConcurrencyEffectProps) {
  const taking = servers.filter((server) => !server.draining);
  if (taking.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt="md">
        No server takes jobs now: a change holds as soon as one does.
      </Text>
    );
  }
  const slots = taking.reduce((sum, server) => sum + (server.concurrency[name] ?? 0), 0);
  const arrived = taking.filter((server) => server.concurrency[name] === now).length;
  return (
    <Text size="sm" mt="md" component="p" aria-live="polite">
      <strong>
        {wholeWords(slots)} {slots === 1 ? 'slot' : 'slots'}
      </strong>{' '}
      on {wholeWords(taking.length)} {taking.length === 1 ? 'server' : 'servers'} now
      {running !== null && `, ${wholeWords(running)} in use`}.
      {next !== null &&
        next !== now &&
        ` After saving: ${wholeWords(taking.length)} × ${wholeWords(next)} = ${wholeWords(taking.length * next)}.`}
      {next === null && now !== null && ' After saving: as each server is configured.'}
      {next === now &&
        now !== null &&
        (arrived === taking.length
          ? ' Every server has followed.'
          : ` ${wholeWords(arrived)} of ${wholeWords(taking.length)} servers have followed.`)}
    </Text>
  );
}
