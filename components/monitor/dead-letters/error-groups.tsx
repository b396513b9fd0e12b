'use client';

import { Text } from '@mantine/core';

import type { AdminJob } from '@/hooks/monitor/admin-job';

import { wholeWords } from '../live/words';
import classes from './dead-letters.module.css';
import { errorCounts } from './error-counts';

export interface ErrorGroupsProps {
  jobs: readonly AdminJob[];
  /** False: there are more than were loaded. */
  complete: boolean;
  /** All that the leader counted; null when a filter makes that another number. */
  total: number | null;
  chosen: string | null;
  onChoose: (errorCode: string | null) => void;
}

/** What they failed of: each code with its number, to look at those alone. */
export function ErrorGroups({ jobs, complete, total, chosen, onChoose }: ErrorGroupsProps) {
  const counts = errorCounts(jobs);
  if (counts.length === 0 && chosen === null) return null;
  return (
    <section className={classes.groups} aria-label="By error">
      <ul>
        {counts.map(({ code, jobs: amount, example }) => (
          <li key={code}>
            <button
              type="button"
              className={classes.group}
              aria-pressed={chosen === code}
              title={example}
              onClick={() => onChoose(chosen === code ? null : code)}
            >
              <span className={classes.code}>{code}</span>
              <span className={classes.count}>{wholeWords(amount)}</span>
            </button>
          </li>
        ))}
      </ul>
      {!complete && jobs.length > 0 && (
        <Text size="xs" c="dimmed" mt={6}>
          Counted over the newest {wholeWords(jobs.length)}
          {total !== null && total > jobs.length && ` of ${wholeWords(total)}`}. Load more to count
          further.
        </Text>
      )}
    </section>
  );
}
