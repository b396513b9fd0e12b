'use client';

import { MonitorPage } from '../shell/monitor-page';
import { ServerList } from './server-list';

/** Every process that runs jobs: is it alive, what does it run, and may it take more. */
export function Servers() {
  return (
    <MonitorPage
      title="Servers"
      description="Each writes a heartbeat. One that stands still is given up by the leader, and its jobs run elsewhere."
    >
      <ServerList order={2} />
    </MonitorPage>
  );
}
