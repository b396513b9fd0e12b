import { describe, expect, it } from 'vitest';

import { destinationOf, requireSameOrigin } from '@/lib/http/origin';
import { HttpProblem } from '@/lib/http/problem';

function request(headers: Record<string, string>, method = 'POST'): Request {
  return new Request('http://inside:3000/api/jobs', { method, headers });
}

function isRefused(headers: Record<string, string>, trustProxy = false, method = 'POST'): boolean {
  try {
    requireSameOrigin(request(headers, method), trustProxy);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(HttpProblem);
    expect((error as HttpProblem).code).toBe('foreign_origin');
    return true;
  }
}

describe('requireSameOrigin', () => {
  it('takes a request from a page of the same host', () => {
    expect(isRefused({ host: 'fire.example', origin: 'https://fire.example' })).toBe(false);
    expect(isRefused({ host: 'FIRE.example', origin: 'https://fire.example' })).toBe(false);
    expect(isRefused({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' })).toBe(false);
  });

  it.each([
    ['another host', 'https://evil.example'],
    ['another port', 'http://fire.example:8080'],
    ['a longer host', 'https://fire.example.evil.example'],
    ['a sandboxed page', 'null'],
    ['no URL', 'fire.example'],
  ])('refuses %s', (_, origin) => {
    expect(isRefused({ host: 'fire.example', origin })).toBe(true);
  });

  it('refuses a change that does not say where it comes from', () => {
    expect(isRefused({ host: 'fire.example' })).toBe(true);
  });

  it('asks nothing of a request that changes nothing', () => {
    expect(isRefused({ host: 'fire.example', origin: 'https://evil.example' }, false, 'GET')).toBe(
      false,
    );
  });

  it('believes X-Forwarded-Host only of a proxy of ours', () => {
    const headers = {
      host: 'inside:3000',
      'x-forwarded-host': 'fire.example',
      origin: 'https://fire.example',
    };
    expect(isRefused(headers, true)).toBe(false);
    expect(isRefused(headers, false)).toBe(true);
  });

  it('refuses a page without encryption where people come over https', () => {
    const headers = {
      'x-forwarded-host': 'fire.example',
      'x-forwarded-proto': 'https',
      origin: 'http://fire.example',
    };
    expect(isRefused(headers, true)).toBe(true);
  });
});

describe('destinationOf', () => {
  it('knows https by the proxy that ended it, and else by the address', () => {
    const headers = { 'x-forwarded-proto': 'https, http' };
    expect(destinationOf(request(headers), true).secure).toBe(true);
    expect(destinationOf(request(headers), false).secure).toBe(false);
    expect(destinationOf(new Request('https://fire.example/'), false).secure).toBe(true);
  });
});
