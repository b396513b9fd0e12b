import { describe, expect, it } from 'vitest';

import { canTransition, isEnded, JOB_STATES } from '@/lib/jobs/state';

describe('the states of a job', () => {
  it('have only these steps between them', () => {
    const steps = JOB_STATES.flatMap((from) =>
      JOB_STATES.filter((to) => canTransition(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(steps).toEqual([
      'scheduled → pending',
      'scheduled → cancelled',
      'pending → scheduled',
      'pending → processing',
      'pending → cancelled',
      'processing → scheduled',
      'processing → pending',
      'processing → completed',
      'processing → failed',
      'processing → cancelled',
      'failed → scheduled',
      'failed → pending',
      'cancelled → scheduled',
      'cancelled → pending',
    ]);
  });

  it('lead each live job to an end, and let no result be undone', () => {
    const live = JOB_STATES.filter((state) => !isEnded(state));
    for (const state of live) expect(canTransition(state, 'cancelled'), state).toBe(true);
    expect(JOB_STATES.filter((to) => canTransition('completed', to))).toEqual([]);
  });
});
