'use client';

import { Anchor, Text, Title } from '@mantine/core';
import Link from 'next/link';

import type { AdminJob } from '@/hooks/monitor/admin-job';

import { JobChildren } from './job-children';
import classes from './job-detail.module.css';

/** The jobs that this one waits for, belongs to, and is about. */
export function JobFamily({ job }: { job: AdminJob }) {
  const { children, parentId, subjectId } = job;
  const other = subjectId === parentId ? null : subjectId;
  if (children === null && parentId === null && other === null) return null;
  return (
    <section className={classes.card} aria-labelledby="family">
      <Title order={2} size="h3" id="family">
        Related jobs
      </Title>
      {children !== null && <JobChildren job={job} count={children} />}
      {parentId !== null && <Relative what="It belongs to" id={parentId} />}
      {other !== null && <Relative what="It is about" id={other} />}
    </section>
  );
}

function Relative({ what, id }: { what: string; id: string }) {
  return (
    <Text size="sm" mt="xs">
      {what}{' '}
      <Anchor component={Link} href={`/admin/jobs/${id}`} className={classes.code}>
        {id}
      </Anchor>
    </Text>
  );
}
