/** Every state that a job can be in. `failed` is the dead letter: out of attempts, and replayable. */
export const JOB_STATES = [
  'scheduled',
  'pending',
  'processing',
  'completed',
  'failed',
  'cancelled',
] as const;

export type JobState = (typeof JOB_STATES)[number];

/**
 * The one table of legal transitions. `processing → scheduled` is a retry that waits for its backoff;
 * `processing → pending` is a job returned because its server died or drained; `pending → scheduled` is one that
 * nobody may run now (its provider is out, its user has no slot); `failed → pending` and
 * `cancelled → pending` are replays, `→ scheduled` those of a job whose children, or siblings, run again first.
 */
const TRANSITIONS: Readonly<Record<JobState, readonly JobState[]>> = {
  scheduled: ['pending', 'cancelled'],
  pending: ['processing', 'scheduled', 'cancelled'],
  processing: ['completed', 'failed', 'cancelled', 'scheduled', 'pending'],
  completed: [],
  failed: ['pending', 'scheduled'],
  cancelled: ['pending', 'scheduled'],
};

/** Whether a job may go from one state to another. */
export function canTransition(from: JobState, to: JobState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Whether a job in this state will not run again unless somebody replays it. */
export function isEnded(state: JobState): boolean {
  return state === 'completed' || state === 'failed' || state === 'cancelled';
}
