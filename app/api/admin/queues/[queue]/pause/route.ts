import { changeQueue } from '@/lib/http/admin/queues';
import { pauseQueue } from '@/lib/http/operations/admin-settings';
import { route } from '@/lib/http/route';

export const POST = route(pauseQueue, async ({ services, caller, params }) =>
  Response.json(
    await changeQueue(services, caller, params.queue, {
      action: 'queue.pause',
      change: { paused: true },
    }),
  ),
);
