import { changeQueue } from '@/lib/http/admin/queues';
import { resumeQueue } from '@/lib/http/operations/admin-settings';
import { route } from '@/lib/http/route';

export const POST = route(resumeQueue, async ({ services, caller, params }) =>
  Response.json(
    await changeQueue(services, caller, params.queue, {
      action: 'queue.resume',
      change: { paused: false },
    }),
  ),
);
