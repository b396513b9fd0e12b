import { type NextRequest, NextResponse } from 'next/server';

import { pagePolicy } from '@/lib/http/csp';
import { destinationOf } from '@/lib/http/origin';
import { pageSettings } from '@/lib/http/page-settings';
import { STRICT_TRANSPORT } from '@/lib/http/security-headers';

/** Gives each page a policy with a nonce of its own; Next puts the nonce on the scripts that it writes. */
export function proxy(request: NextRequest): NextResponse {
  const { trustProxy, ...settings } = pageSettings(process.env);
  const { secure } = destinationOf(request, trustProxy);
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const policy = pagePolicy({ ...settings, nonce, secure });

  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  if (secure) response.headers.set('Strict-Transport-Security', STRICT_TRANSPORT);
  return response;
}

/**
 * Pages alone. Routes under /api are left out because Next keeps the body of a request that passes here in
 * memory, and cuts it off at 10 MB: uploads must stream.
 */
export const config = {
  matcher: [
    {
      source: '/((?!api/|_next/static|_next/image|favicon.ico|icon.svg).*)',
      missing: [
        { type: 'header', key: 'next-router-prefetch' },
        { type: 'header', key: 'purpose', value: 'prefetch' },
      ],
    },
  ],
};
