import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';

let api: Api;
let ada: Person;

beforeAll(async () => {
  api = await openApi('texts');
  ada = await api.person();
});

afterAll(() => api.close());

async function roundTrip(question: string): Promise<string> {
  const submitted = await api.call('POST', '/api/jobs', {
    as: ada,
    body: { kind: 'chat', input: { text: 'A text.', question } },
  });
  expect(submitted.status, JSON.stringify(submitted.json)).toBe(202);
  const { id } = submitted.json as { id: string };
  const read = await api.call('GET', `/api/jobs/${id}`, { as: ada });
  expect(read.status).toBe(200);
  return (read.json as { input: { question: string } }).input.question;
}

describe('a text that a person wrote', () => {
  it('comes back from Firestore as it was, whatever it is made of', async () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 300 })
      .map((written) => written.replaceAll(/\p{Surrogate}/gu, '').trim())
      .filter((written) => written !== '');
    await fc.assert(
      fc.asyncProperty(text, async (written) => {
        expect(await roundTrip(written)).toBe(written);
      }),
      { numRuns: 40 },
    );
  });

  it('may have a letter of two units where its title is cut', async () => {
    for (let length = 117; length <= 121; length++) {
      const question = `${'a'.repeat(length)}${'😀'.repeat(3)}`;
      expect(await roundTrip(question)).toBe(question);
    }
  });
});
