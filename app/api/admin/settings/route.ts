import * as settings from '@/lib/http/admin/settings';
import * as operations from '@/lib/http/operations/admin-settings';
import { route } from '@/lib/http/route';

export const GET = route(operations.getSettings, async ({ services }) =>
  Response.json(await settings.readSettings(services)),
);

export const PATCH = route(operations.changeSettings, async ({ services, caller, body }) =>
  Response.json(await settings.changeSettings(services, caller, body)),
);
