'use client';

import { Anchor, Group, Skeleton, Stack } from '@mantine/core';
import { IconArrowLeft, IconListSearch } from '@tabler/icons-react';
import Link from 'next/link';

import { EmptyState } from '@/components/feedback/empty-state';
import { LinkButton } from '@/components/feedback/link-button';
import { StateBadge } from '@/components/feedback/state-badge';
import type { AdminJob } from '@/hooks/monitor/admin-job';
import { useAnswer } from '@/hooks/monitor/use-answer';
import { isEnded } from '@/lib/jobs/state';

import { LiveSection } from '../live/live-section';
import { MonitorPage } from '../shell/monitor-page';
import { AttemptLine } from './attempt-line';
import { JobContent } from './job-content';
import classes from './job-detail.module.css';
import { JobFacts } from './job-facts';
import { JobFamily } from './job-family';
import { JobNow } from './job-now';
import { JobSteps } from './job-steps';
import { kindTitle } from './kind-titles';

const LIVE_MS = 2_000;
/** It waits for its time, or for a replay: nothing to hurry for. */
const CALM_MS = 15_000;

/** Anybody's job: what it is, why it is where it is, how each attempt went, and what can be done. */
export function JobDetail({ id }: { id: string }) {
  const answer = useAnswer<AdminJob>(`/api/admin/jobs/${encodeURIComponent(id)}`, {
    refreshMs: (job) => (job === null || isEnded(job.status) ? CALM_MS : LIVE_MS),
  });
  const job = answer.value;

  if (job === null && answer.error?.status === 404) {
    return (
      <EmptyState
        order={1}
        icon={<IconListSearch size={30} stroke={1.75} />}
        title="There is no such job"
        description="It was deleted, or its time to be kept is over."
        actions={<LinkButton href="/admin/jobs">All jobs</LinkButton>}
      />
    );
  }
  return (
    <>
      <Anchor component={Link} href="/admin/jobs" size="sm" className={classes.back}>
        <IconArrowLeft size={14} aria-hidden />
        Jobs
      </Anchor>
      <MonitorPage
        title={job === null ? 'Job' : kindTitle(job.kind)}
        description={
          <Group gap="xs" component="span">
            {job !== null && <StateBadge state={job.status} stopping={job.cancelRequested} />}
            <span className={classes.id}>{id}</span>
          </Group>
        }
        actions={job !== null && <JobSteps job={job} onChanged={answer.put} />}
      >
        <LiveSection
          live={answer}
          what="The job"
          skeleton={
            <Stack>
              <Skeleton height={90} radius="lg" />
              <Skeleton height={220} radius="lg" />
            </Stack>
          }
        >
          {(current) => (
            <Stack gap="lg">
              <JobNow job={current} />
              <AttemptLine job={current} />
              <JobFamily job={current} />
              <JobFacts job={current} />
              <JobContent key={current.attempt} job={current} />
            </Stack>
          )}
        </LiveSection>
      </MonitorPage>
    </>
  );
}
