import { describe, expect, it } from 'vitest';

import { jsonPointer } from '@/lib/http/json-pointer';
import { HttpProblem, problemResponse } from '@/lib/http/problem';
import { problemOf } from '@/lib/http/problem-of';
import { PROBLEM_CODES, PROBLEM_TYPES } from '@/lib/http/problem-types';
import { MediaStoreError } from '@/lib/media/storage/media-store';
import { StoreUnavailable } from '@/lib/queue/ports/job-store';
import { QueueError, type QueueErrorCode } from '@/lib/queue/queue-error';

describe('a problem document', () => {
  it('carries type, title, status, detail and code, and is never kept by a cache', async () => {
    const response = problemResponse(
      new HttpProblem('invalid_input', 'Correct it.', {
        errors: [{ pointer: '/kind', detail: 'missing' }],
      }),
    );
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      type: '/api-docs#problem-invalid_input',
      title: 'Some fields are not valid',
      status: 422,
      detail: 'Correct it.',
      code: 'invalid_input',
      errors: [{ pointer: '/kind', detail: 'missing' }],
    });
  });

  it.each(PROBLEM_CODES)('%s has the status of a refusal', (code) => {
    expect(PROBLEM_TYPES[code].status).toBeGreaterThanOrEqual(400);
    expect(PROBLEM_TYPES[code].title).not.toBe('');
  });
});

describe('problemOf', () => {
  it.each([
    ['unknown_kind', 422],
    ['invalid_input', 422],
    ['idempotency_conflict', 409],
    ['not_found', 404],
    ['illegal_transition', 409],
    ['revision_conflict', 409],
    ['payload_too_large', 413],
  ] as [QueueErrorCode, number][])('answers the queue’s %s with %i', (code, status) => {
    expect(problemOf(new QueueError(code, 'Why.')).status).toBe(status);
  });

  it.each([
    ['not_found', 404],
    ['offset_mismatch', 409],
    ['too_large', 413],
    ['busy', 423],
  ] as const)('answers the media store’s %s with %i', (code, status) => {
    expect(problemOf(new MediaStoreError(code, 'Why.')).status).toBe(status);
  });

  it('asks to come back when the store does not answer', () => {
    const problem = problemOf(new StoreUnavailable('10.0.0.7 refused'));
    expect(problem.status).toBe(503);
    expect(Number(problem.headers['Retry-After'])).toBeGreaterThan(0);
    expect(JSON.stringify(problem.toDocument())).not.toContain('10.0.0.7');
  });

  it.each([undefined, null, 'a text', { code: 404 }])('takes %j for an error of ours', (thrown) => {
    expect(problemOf(thrown).status).toBe(500);
  });

  it('tells nothing of an unknown error but the name under which the log has it', () => {
    const problem = problemOf(new Error('password=hunter2'));
    const text = JSON.stringify(problem.toDocument());
    expect(problem.status).toBe(500);
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('at ');
    expect(problem.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  });
});

describe('jsonPointer', () => {
  it('names a field in the escapes of RFC 6901', () => {
    expect(jsonPointer(['input', 'history', 0, 'a/b~c'])).toBe('/input/history/0/a~1b~0c');
    expect(jsonPointer([])).toBe('');
  });
});
