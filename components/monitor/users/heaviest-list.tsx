'use client';

import { Group, SegmentedControl, Skeleton } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState } from 'react';

import { EmptyState } from '@/components/feedback/empty-state';
import type { HeaviestUsers } from '@/hooks/monitor/admin-user';
import { useAnswer } from '@/hooks/monitor/use-answer';

import { LiveSection } from '../live/live-section';
import { DataTable } from '../table/data-table';
import { USER_COLUMNS } from './user-columns';

const REFRESH_MS = 30_000;

const ORDERS = [
  { value: 'tokens', label: 'Most tokens' },
  { value: 'cost', label: 'Highest cost' },
  { value: 'limited', label: 'Refused last' },
] as const;

type Order = (typeof ORDERS)[number]['value'];

/** Who used most today, who is over budget, and who was refused lately. */
export function HeaviestList() {
  const [order, setOrder] = useState<Order>('tokens');
  const answer = useAnswer<HeaviestUsers>(`/api/admin/users/heaviest?by=${order}&limit=50`, {
    refreshMs: () => REFRESH_MS,
  });
  return (
    <>
      <Group mb="sm">
        <SegmentedControl
          aria-label="Order"
          data={[...ORDERS]}
          value={order}
          onChange={(value) =>
            setOrder(ORDERS.find((known) => known.value === value)?.value ?? order)
          }
        />
      </Group>
      <LiveSection live={answer} what="The users" skeleton={<Skeleton height={300} radius="lg" />}>
        {({ users }) =>
          users.length === 0 ? (
            <EmptyState
              icon={<IconUsers size={30} stroke={1.75} />}
              title={order === 'limited' ? 'Nobody was refused' : 'Nobody used tokens today'}
              description={
                order === 'limited'
                  ? 'A submit beyond what a plan allows is refused, and its user appears here.'
                  : 'The day begins at midnight UTC, and this server’s own engines use none. A user can be found by id at any time.'
              }
            />
          ) : (
            <DataTable
              label="Users"
              columns={USER_COLUMNS}
              rows={users}
              rowKey={({ userId }) => userId}
            />
          )
        }
      </LiveSection>
    </>
  );
}
