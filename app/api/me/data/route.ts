import { erasePerson } from '@/lib/http/erase-person';
import { eraseMyData } from '@/lib/http/operations/account';
import { route } from '@/lib/http/route';

export const DELETE = route(eraseMyData, async ({ services, caller }) => {
  const erased = await erasePerson(services, caller.userId);
  return Response.json(erased, { status: erased.stopping === 0 ? 200 : 202 });
});
