'use client';

import { MonitorPage } from '../shell/monitor-page';
import { FindUser } from './find-user';
import { HeaviestList } from './heaviest-list';

/** The people who use the cluster, and how near each is to a limit. */
export function Users() {
  return (
    <MonitorPage
      title="Users"
      description="What each used on this UTC day, counted from what the models reported."
      actions={<FindUser />}
    >
      <HeaviestList />
    </MonitorPage>
  );
}
