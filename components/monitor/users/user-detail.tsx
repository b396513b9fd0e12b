'use client';

import { Anchor, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import Link from 'next/link';

import { LinkButton } from '@/components/feedback/link-button';
import type { AdminUser } from '@/hooks/monitor/admin-user';
import { useAnswer } from '@/hooks/monitor/use-answer';

import { JOB_COLUMNS, USER_COLUMN } from '../jobs/job-columns';
import { LiveSection } from '../live/live-section';
import { MonitorPage } from '../shell/monitor-page';
import { DataTable } from '../table/data-table';
import { OverBudget } from './user-columns';
import { UserFacts } from './user-facts';
import { userJobsPath } from './user-path';
import classes from './users.module.css';

const REFRESH_MS = 15_000;
const COLUMNS = JOB_COLUMNS.filter((column) => column !== USER_COLUMN);

/** One user: the account, what is used and allowed, and the newest jobs. */
export function UserDetail({ userId }: { userId: string }) {
  const answer = useAnswer<AdminUser>(`/api/admin/users/${encodeURIComponent(userId)}`, {
    refreshMs: () => REFRESH_MS,
  });
  return (
    <>
      <Anchor component={Link} href="/admin/users" size="sm" className={classes.back}>
        <IconArrowLeft size={14} aria-hidden />
        Users
      </Anchor>
      <MonitorPage
        title="User"
        description={
          <Group gap="xs" component="span">
            <span className={classes.id}>{userId}</span>
            {answer.value?.usage?.overBudget === true && <OverBudget />}
          </Group>
        }
        actions={
          <LinkButton variant="default" href={userJobsPath(userId)}>
            All jobs
          </LinkButton>
        }
      >
        <LiveSection live={answer} what="The user" skeleton={<Skeleton height={260} radius="lg" />}>
          {(user) => (
            <Stack gap="lg">
              <UserFacts user={user} />
              <section aria-labelledby="newest">
                <Title order={2} size="h3" id="newest" mb="xs">
                  Newest jobs
                </Title>
                {user.jobs.length === 0 ? (
                  <Text size="sm" c="dimmed">
                    No job of this user is kept.
                  </Text>
                ) : (
                  <DataTable
                    label="Newest jobs"
                    columns={COLUMNS}
                    rows={user.jobs}
                    rowKey={(job) => job.id}
                  />
                )}
              </section>
            </Stack>
          )}
        </LiveSection>
      </MonitorPage>
    </>
  );
}
