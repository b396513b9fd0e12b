'use client';

import { drainServer, resumeServer } from '@/hooks/monitor/admin-actions';
import type { ServerRecord } from '@/lib/cluster/server';

import { ActionButton } from '../actions/action-button';

export interface DrainActionProps {
  server: ServerRecord;
  /** An administrator has told it to drain, whether or not it has followed. */
  told: boolean;
}

/** Drain or resume. A server that drains because it was stopped cannot be resumed. */
export function DrainAction({ server, told }: DrainActionProps) {
  if (told) {
    return (
      <ActionButton
        size="xs"
        aria-label={`Resume ${server.id}`}
        run={() => resumeServer(server.id)}
        done={`${server.id} takes jobs again.`}
        failed="The server was not resumed"
      >
        Resume
      </ActionButton>
    );
  }
  if (server.draining) return null;
  return (
    <ActionButton
      size="xs"
      aria-label={`Drain ${server.id}`}
      confirm={{
        title: 'Drain this server?',
        body: `${server.id} takes no new job. Its ${String(server.running)} running ${server.running === 1 ? 'job goes' : 'jobs go'} on, and what waits is run by the other servers. You can resume it at any time.`,
        confirmLabel: 'Drain',
      }}
      run={() => drainServer(server.id)}
      done={`${server.id} was told to drain.`}
      failed="The server was not drained"
    >
      Drain
    </ActionButton>
  );
}
