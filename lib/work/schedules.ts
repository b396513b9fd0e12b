import { MAINTENANCE_TASKS } from '../jobs/kinds/maintenance';
import type { Schedule } from '../queue/schedules/schedule';

/** The recurring jobs. A new one is one entry here. */
export const SCHEDULES: readonly Schedule[] = [
  {
    name: 'clean-up',
    cron: '20 3 * * *',
    kind: 'maintenance',
    input: { tasks: MAINTENANCE_TASKS },
    missed: 'latest',
  },
];
