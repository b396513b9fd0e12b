import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { OPERATIONS } from '@/lib/http/operations';

import { type AdminDesk, openDesk } from './admin-desk';
import { findHandler } from './route-modules';

let desk: AdminDesk;

beforeAll(async () => {
  desk = await openDesk('admin-roles');
});

afterAll(() => desk.close());

const operations = OPERATIONS.filter(({ path }) => path.startsWith('/api/admin/'));
const changing = operations.filter(({ auth }) => auth === 'admin');
const reading = operations.filter(({ auth }) => auth === 'auditor');

/** An address that exists, whatever is behind it. */
function addressOf(path: string): string {
  return path.replace('{queue}', 'ai_processing').replaceAll(/\{\w+\}/g, 'something');
}

const rows = (some: typeof operations) =>
  some.map(({ method, path }) => ({ method, path, address: addressOf(path) }));

describe('every route under /api/admin', () => {
  it('is for administrators and auditors alone', () => {
    expect(operations.length).toBeGreaterThan(20);
    expect(operations.filter(({ auth }) => auth === 'user' || auth === 'none')).toEqual([]);
  });

  it.each(rows(operations))('$method $path asks who calls', async ({ method, address }) => {
    expect(await desk.refused(method, address)).toMatchObject({
      status: 401,
      code: 'unauthenticated',
    });
  });

  it.each(rows(operations))('$method $path refuses a user', async ({ method, address }) => {
    // Before anything else of the request is looked at: the body is missing.
    expect(await desk.refused(method, address, { as: desk.user })).toMatchObject({
      status: 403,
      code: 'forbidden',
    });
  });

  it.each(rows(operations))('$method $path has a handler', async ({ method, address }) => {
    expect(await findHandler(method, address)).not.toBeNull();
  });
});

describe('an auditor', () => {
  it.each(rows(changing))('is refused $method $path', async ({ method, address }) => {
    const problem = await desk.refused(method, address, { as: desk.auditor });
    expect(problem).toMatchObject({ status: 403, code: 'forbidden' });
    expect(problem.detail).toContain('read only');
  });

  it.each(rows(reading))('is let through by $method $path', async ({ method, address }) => {
    const { status } = await desk.call(method, address, { as: desk.auditor });
    expect(status).not.toBe(403);
  });

  it('has changed nothing by all that', async () => {
    expect(await desk.does('GET', '/api/admin/audit')).toEqual({ entries: [], nextCursor: null });
    expect(await desk.does('GET', '/api/admin/settings')).toMatchObject({
      version: null,
      stored: {},
    });
  });
});

it('every operation that is not a read is for administrators, but for the audited look at a job', () => {
  const open = operations
    .filter(({ method, auth }) => method !== 'GET' && auth === 'auditor')
    .map(({ id }) => id);
  expect(open).toEqual(['revealJob']);
});
