import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { HOME, safeNext, signInPath } from '@/components/auth/safe-next';

describe('safeNext', () => {
  it.each(['/settings', '/jobs/abc?tab=chat#end', '/library?kind=chat&q=a%20b'])(
    'leads to a page of this app: %s',
    (next) => {
      expect(safeNext(next)).toBe(next);
    },
  );

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/..//evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    'settings',
    '/api/session',
    '/sign-in?next=/sign-in',
    '/',
    '',
    null,
    undefined,
  ])('leads home instead of to %j', (next) => {
    expect(safeNext(next)).toBe(HOME);
  });

  it('never leaves the origin, whatever it is given', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.string({
        unit: fc.constantFrom('/', '\\', '.', '\t', '\n', ':', '@', 'a', '%', '?', '#'),
      }),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(hostile, (next) => {
        const origin = 'https://firelane.example';
        expect(new URL(safeNext(next), origin).origin).toBe(origin);
      }),
    );
  });

  it('is what the sign-in page is given', () => {
    const wanted = '/jobs/abc?tab=chat&x=1';
    const next = new URL(signInPath(wanted), 'https://firelane.example').searchParams.get('next');
    expect(safeNext(next)).toBe(wanted);
    expect(signInPath(HOME)).toBe('/sign-in');
  });
});
