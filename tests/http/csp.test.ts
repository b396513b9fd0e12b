import { NextRequest } from 'next/server';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { pagePolicy } from '@/lib/http/csp';
import { pageSettings } from '@/lib/http/page-settings';
import { proxy } from '@/proxy';

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

const SETTINGS = {
  nonce: 'n0nce',
  development: false,
  secure: true,
  emulatorHosts: [],
  authDomain: null,
};

afterEach(() => vi.unstubAllEnvs());

describe('pagePolicy', () => {
  it('runs only scripts with the nonce, and what they load', () => {
    const scripts = directives(pagePolicy(SETTINGS)).get('script-src');
    expect(scripts).toContain("'nonce-n0nce'");
    expect(scripts).toContain("'strict-dynamic'");
    expect(scripts).not.toContain("'unsafe-inline'");
    expect(scripts).not.toContain("'unsafe-eval'");
  });

  it('lets nobody frame a page, and a page load no plug-in and move no base', () => {
    const policy = directives(pagePolicy(SETTINGS));
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
    expect(policy.get('object-src')).toEqual(["'none'"]);
    expect(policy.get('base-uri')).toEqual(["'none'"]);
  });

  it('connects to the emulators only where there are some', () => {
    const emulated = pagePolicy({ ...SETTINGS, emulatorHosts: ['127.0.0.1:9099'] });
    expect(directives(emulated).get('connect-src')).toContain('http://127.0.0.1:9099');
    expect(pagePolicy(SETTINGS)).not.toContain('http://');
  });

  it('frames the sign-in popup’s host only with Google sign-in', () => {
    const google = pagePolicy({ ...SETTINGS, authDomain: 'fire.firebaseapp.com' });
    expect(directives(google).get('frame-src')).toEqual(['https://fire.firebaseapp.com']);
    expect(directives(pagePolicy(SETTINGS)).get('frame-src')).toEqual(["'none'"]);
  });
});

describe('pageSettings', () => {
  it('takes no host that would add words to the policy', () => {
    const settings = pageSettings({
      FIREBASE_AUTH_EMULATOR_HOST: "127.0.0.1:1; script-src 'unsafe-inline'",
      FIRESTORE_EMULATOR_HOST: '127.0.0.1:8080',
      FIRELANE_GOOGLE_SIGN_IN: '1',
      FIREBASE_WEB_CONFIG: '{"authDomain":"a.example; script-src *"}',
    });
    expect(settings.emulatorHosts).toEqual(['127.0.0.1:8080']);
    expect(settings.authDomain).toBeNull();
  });

  it('survives a web config that is no JSON', () => {
    const settings = pageSettings({ FIRELANE_GOOGLE_SIGN_IN: '1', FIREBASE_WEB_CONFIG: '{' });
    expect(settings.authDomain).toBeNull();
  });
});

describe('the proxy', () => {
  it('gives each page another nonce, and the page the same policy as the browser', () => {
    const [first, second] = [0, 1].map(() => proxy(new NextRequest('http://localhost/library')));
    const policy = first?.headers.get('Content-Security-Policy') ?? '';
    expect(policy).not.toBe(second?.headers.get('Content-Security-Policy'));
    expect(first?.headers.get('x-middleware-request-content-security-policy')).toBe(policy);
    const nonce = first?.headers.get('x-middleware-request-x-nonce') ?? '';
    expect(nonce).toMatch(/^[0-9a-f]{32}$/);
    expect(policy).toContain(`'nonce-${nonce}'`);
  });

  it('asks for https for ever only of who came over https', () => {
    const over = (url: string, headers: Record<string, string> = {}): string | null =>
      proxy(new NextRequest(url, { headers })).headers.get('Strict-Transport-Security');
    expect(over('http://localhost/')).toBeNull();
    expect(over('https://fire.example/')).toContain('max-age=');
    expect(over('http://inside/', { 'x-forwarded-proto': 'https' })).toBeNull();
    vi.stubEnv('FIRELANE_TRUST_PROXY', '1');
    expect(over('http://inside/', { 'x-forwarded-proto': 'https' })).toContain('max-age=');
  });
});
