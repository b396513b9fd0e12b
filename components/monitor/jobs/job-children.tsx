'use client';

import { Anchor, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import Link from 'next/link';

import { StateBadge } from '@/components/feedback/state-badge';
import type { AdminJob, ChildJobs } from '@/hooks/monitor/admin-job';
import { useAnswer } from '@/hooks/monitor/use-answer';
import type { ChildCount } from '@/lib/jobs/flow';
import { isEnded } from '@/lib/jobs/state';

import { LiveSection } from '../live/live-section';
import { wholeWords } from '../live/words';
import classes from './job-detail.module.css';
import { kindTitle } from './kind-titles';

/** Each look reads every child. */
const LOOK_MS = 15_000;

/** The jobs that a job has made: how many have ended, and each of them with its state and the way to it. */
export function JobChildren({ job, count }: { job: AdminJob; count: ChildCount }) {
  const answer = useAnswer<ChildJobs>(`/api/admin/jobs/${encodeURIComponent(job.id)}/children`, {
    refreshMs: () => (isEnded(job.status) ? 0 : LOOK_MS),
  });
  return (
    <>
      <Text size="sm" mt="xs">
        {wholeWords(count.ended)} of {wholeWords(count.total)} children have ended
        {count.failed > 0 && `, ${wholeWords(count.failed)} without completing`}.
      </Text>
      <Progress
        mt="xs"
        aria-label="Children that have ended"
        value={count.total === 0 ? 0 : (100 * count.ended) / count.total}
      />
      <LiveSection live={answer} what="Its children" skeleton={<Skeleton height={60} mt="sm" />}>
        {({ jobs }) => (
          <Stack component="ul" gap="xs" className={classes.line} aria-label="Children">
            {jobs.map((child) => (
              <Group component="li" key={child.id} justify="space-between" wrap="nowrap">
                <div style={{ minWidth: 0 }}>
                  <Anchor
                    component={Link}
                    href={`/admin/jobs/${child.id}`}
                    className={classes.code}
                  >
                    {child.id}
                  </Anchor>
                  <Text size="xs" c="dimmed">
                    {kindTitle(child.kind)}
                    {child.errorCode !== null && `: ${child.errorCode}`}
                  </Text>
                </div>
                <StateBadge state={child.status} />
              </Group>
            ))}
          </Stack>
        )}
      </LiveSection>
    </>
  );
}
