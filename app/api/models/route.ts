import { getModels } from '@/lib/http/operations/service';
import { route } from '@/lib/http/route';

export const GET = route(getModels, ({ services }) => Response.json(services.engines));
