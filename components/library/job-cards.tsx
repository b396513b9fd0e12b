'use client';

import { RelativeTime } from '@/components/feedback/relative-time';

import { JobMenu } from './job-menu';
import { JobName } from './job-name';
import { JobStatus } from './job-status';
import type { JobListProps } from './job-table';
import classes from './library.module.css';

/** Jobs in a narrow place: the library on a phone, and what a batch has made. */
export function JobCards({ jobs, titles }: JobListProps) {
  return (
    <ul className={classes.cards}>
      {jobs.map((job) => (
        <li key={job.id} className={classes.card} data-job={job.id}>
          <JobName job={job} about={titles.get(job.subjectId ?? job.parentId ?? '') ?? null} />
          <JobStatus job={job} />
          <div className={classes.cardFoot}>
            <span className={classes.when}>
              <RelativeTime at={job.createdAt} />
            </span>
            <JobMenu job={job} />
          </div>
        </li>
      ))}
    </ul>
  );
}
