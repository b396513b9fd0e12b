'use client';

import { resetBreaker, tripBreaker } from '@/hooks/monitor/admin-actions';

import { ActionButton } from '../actions/action-button';

/** Trip a breaker, or reset it; both ask first, because both change what the provider is sent at once. */
export function BreakerAction({ id, closed }: { id: string; closed: boolean }) {
  if (closed) {
    return (
      <ActionButton
        size="xs"
        aria-label={`Trip the breaker of ${id}`}
        confirm={{
          title: 'Stop calling this model?',
          body: `No call of ${id} goes out until a probe succeeds or you reset the breaker. Jobs that need it wait, or fall back to another model; none fails for it.`,
          confirmLabel: 'Trip the breaker',
          danger: true,
        }}
        run={() => tripBreaker(id)}
        done={`The breaker of ${id} is open.`}
        failed="The breaker was not tripped"
      >
        Trip
      </ActionButton>
    );
  }
  return (
    <ActionButton
      size="xs"
      aria-label={`Reset the breaker of ${id}`}
      confirm={{
        title: 'Call this model again?',
        body: `Every call of ${id} goes out at once, without a probe. If its provider is still out, the breaker opens again by itself.`,
        confirmLabel: 'Reset the breaker',
      }}
      run={() => resetBreaker(id)}
      done={`The breaker of ${id} is closed.`}
      failed="The breaker was not reset"
    >
      Reset
    </ActionButton>
  );
}
