import type { BulkAction, BulkResult } from '@/lib/jobs/kinds/bulk_action';

import { wholeWords } from '../live/words';
import type { BulkCount } from './count-matching';

interface BulkWords {
  /** On the menu: "Run again". */
  verb: string;
  /** "run again", after a number of jobs. */
  done: string;
  /** What it means, and whether it can be undone. */
  explains: string;
  danger: boolean;
}

export const BULK_WORDS: Readonly<Record<BulkAction, BulkWords>> = {
  replay: {
    verb: 'Run again',
    done: 'run again',
    explains:
      'Each gets a fresh set of attempts and goes on from what its earlier ones saved. They come back at the pace below, so that a provider is not flooded.',
    danger: false,
  },
  cancel: {
    verb: 'Cancel',
    done: 'cancelled',
    explains: 'Those that wait end at once; those that run are stopped. They can be run again.',
    danger: true,
  },
  delete: {
    verb: 'Delete',
    done: 'deleted',
    explains: 'With their input, output and recordings. This cannot be undone.',
    danger: true,
  },
};

/** "1 job", "1,204 jobs", "more than 1,000 jobs". */
export function jobsWords({ jobs, complete }: Pick<BulkCount, 'jobs' | 'complete'>): string {
  const amount = `${wholeWords(jobs)} ${jobs === 1 ? 'job' : 'jobs'}`;
  return complete ? amount : `more than ${amount}`;
}

/** How it ended: "212 of 214 jobs run again; 2 were skipped: not in a state for it, or gone." */
export function resultWords(
  action: BulkAction,
  { matched, done, skipped, errors }: BulkResult,
): string {
  const total = `${wholeWords(matched)} ${matched === 1 ? 'job' : 'jobs'}`;
  const parts = [`${wholeWords(done)} of ${total} ${BULK_WORDS[action].done}`];
  if (skipped > 0) {
    parts.push(
      `${wholeWords(skipped)} ${skipped === 1 ? 'was' : 'were'} skipped: not in a state for it, or gone`,
    );
  }
  if (errors.length > 0) parts.push(`${wholeWords(errors.length)} failed`);
  return `${parts.join('; ')}.`;
}
