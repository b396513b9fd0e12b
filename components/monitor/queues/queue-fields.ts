import { type QueueSettings, queueSettingsSchema } from '@/lib/cluster/settings';

export type QueueFieldName = Exclude<keyof QueueSettings, 'paused'>;

export interface QueueField {
  name: QueueFieldName;
  label: string;
  description: string;
  /** What an empty field means. */
  empty: string;
  suffix: string;
  /** Stored units in one of those that are typed. */
  unit: number;
  /** Said of what is not allowed. */
  rule: string;
}

/** What of a queue is tuned, besides pausing it. */
export const QUEUE_FIELDS: readonly QueueField[] = [
  {
    name: 'concurrency',
    label: 'Jobs at once on each server',
    description: '0 keeps its jobs from starting on their own slots.',
    empty: 'As each server is configured',
    suffix: '',
    unit: 1,
    rule: 'A whole number from 0 to 1,000, or empty.',
  },
  {
    name: 'userConcurrency',
    label: 'Jobs of one user at once',
    description: 'Over all servers together. The rest of that user’s jobs wait.',
    empty: 'No limit',
    suffix: '',
    unit: 1,
    rule: 'A whole number above 0, or empty.',
  },
  {
    name: 'maxQueueSize',
    label: 'Waiting jobs at most',
    description: 'Beyond it, a submit is refused and told when to come back.',
    empty: 'No limit',
    suffix: '',
    unit: 1,
    rule: 'A whole number above 0, or empty.',
  },
  {
    name: 'requestTimeoutMs',
    label: 'Longest attempt',
    description: 'An attempt that runs longer is stopped, and tried again.',
    empty: 'As its kind says',
    suffix: ' s',
    unit: 1_000,
    rule: 'Seconds above 0, or empty.',
  },
];

/** A field as it is typed; '' is no limit. */
export type QueueDraft = Record<QueueFieldName, number | ''>;

export function draftOf(settings: QueueSettings): QueueDraft {
  return Object.fromEntries(
    QUEUE_FIELDS.map(({ name, unit }) => {
      const stored = settings[name];
      return [name, stored === null ? '' : stored / unit];
    }),
  ) as QueueDraft;
}

/** The stored form of one field that was typed; undefined when it is not allowed. */
export function storedOf(field: QueueField, typed: number | ''): number | null | undefined {
  const stored = typed === '' ? null : typed * field.unit;
  return queueSettingsSchema.shape[field.name].safeParse(stored).data;
}
