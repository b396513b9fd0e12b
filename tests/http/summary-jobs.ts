import { expect } from 'vitest';

import { type JobView, jobViewSchema } from '@/lib/http/schemas/job-view-schema';

import type { Api } from './api';
import type { Person } from './auth-emulator';

/** A submit that every test may make. */
export const SUMMARY = {
  kind: 'summary',
  input: { text: 'The boat left. It came back.', style: 'brief' },
};

/** Submits a job and expects it to be accepted. */
export async function submitJob(
  api: Api,
  person: Person,
  body: unknown = SUMMARY,
): Promise<JobView> {
  const answer = await api.call('POST', '/api/jobs', { as: person, body });
  expect(answer.status, JSON.stringify(answer.json)).toBe(202);
  return jobViewSchema.parse(answer.json);
}
