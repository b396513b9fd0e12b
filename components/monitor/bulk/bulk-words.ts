import type { BulkAction, BulkResult } from '@/lib/jobs/kinds/bulk_action';

import type { JobSearch } from '../jobs/job-search';
import { STATE_LABELS } from '../jobs/state-labels';
import { wholeWords } from '../live/words';
import { statesFor, takesMore } from './bulk-plan';
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

const LIST = new Intl.ListFormat('en', { type: 'disjunction' });

/** Which of the jobs that were found it takes, and how to have it take others that it could. */
export function takesWords(action: BulkAction, search: Pick<JobSearch, 'states'>): string {
  const states = statesFor(action, search);
  if (states.length === 0) return 'It can be done to no job in a state that was searched for.';
  const named = LIST.format(states.map((state) => STATE_LABELS[state]));
  const takes = `Of what was found, it takes jobs in state ${named}.`;
  return takesMore(action, search)
    ? `${takes} To take others, choose their states in the search.`
    : takes;
}

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
