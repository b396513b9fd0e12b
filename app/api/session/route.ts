import * as operations from '@/lib/http/operations/account';
import { destinationOf, requireSameOrigin } from '@/lib/http/origin';
import { route } from '@/lib/http/route';
import { openSession } from '@/lib/http/session';
import { sessionSetCookie } from '@/lib/http/session-cookie';

export const POST = route(operations.openSession, async ({ request, services, body }) => {
  requireSameOrigin(request, services.trustProxy);
  const claims = await services.callers.verifyIdToken(body.idToken);
  const session = await openSession(services.auth, body.idToken, claims, Date.now());
  const { secure } = destinationOf(request, services.trustProxy);
  const cookie = sessionSetCookie(session.cookie, { maxAgeSeconds: session.maxAgeSeconds, secure });
  return new Response(null, { status: 204, headers: { 'Set-Cookie': cookie } });
});

export const DELETE = route(operations.closeSession, ({ request, services }) => {
  requireSameOrigin(request, services.trustProxy);
  const { secure } = destinationOf(request, services.trustProxy);
  const cookie = sessionSetCookie('', { maxAgeSeconds: 0, secure });
  return new Response(null, { status: 204, headers: { 'Set-Cookie': cookie } });
});
