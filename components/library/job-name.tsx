'use client';

import { Text } from '@mantine/core';
import Link from 'next/link';

import { useKindTitle } from '@/hooks/use-kinds';
import type { Job } from '@/lib/jobs/job';

import { jobPath } from './job-path';
import { KindIcon } from './kind-icon';
import classes from './library.module.css';

export interface JobNameProps {
  job: Job;
  /** The title of the job that this one is about, when it is known. */
  about: string | null;
}

/** What a row is: its icon, its title, which opens it, and its kind. */
export function JobName({ job, about }: JobNameProps) {
  const kind = useKindTitle(job.kind);
  return (
    <div className={classes.name}>
      <KindIcon kind={job.kind} />
      <div className={classes.nameText}>
        <Link href={jobPath(job)} className={classes.open} title={job.title}>
          {job.title}
        </Link>
        <Text size="xs" c="dimmed" truncate>
          {about === null ? kind : `${kind} · ${about}`}
        </Text>
      </div>
    </div>
  );
}
