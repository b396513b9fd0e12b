import * as queues from '@/lib/http/admin/queues';
import { changeQueue } from '@/lib/http/operations/admin-settings';
import { route } from '@/lib/http/route';

export const PATCH = route(changeQueue, async ({ services, caller, params, body }) =>
  Response.json(
    await queues.changeQueue(services, caller, params.queue, {
      action: 'queue.change',
      change: body,
    }),
  ),
);
