import { JobError } from '@/lib/jobs/error';
import type { GenerateRequest, LanguageModels } from '@/lib/models/language/language-models';

/** A call whose every word must not be told. */
export const request = (): GenerateRequest => ({
  system: 'You help.',
  messages: [{ role: 'user', content: 'A very private sentence.' }],
  signal: new AbortController().signal,
});

/** The same call, whole and streamed. */
export const both = (models: LanguageModels) => [
  () => models.generate(request()),
  () => models.stream({ ...request(), onText: () => undefined }),
];

/** What a call throws, which must be a JobError. */
export async function failure(call: Promise<unknown>): Promise<JobError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof JobError)) throw new Error(`no JobError but ${String(error)}`);
  return error;
}
