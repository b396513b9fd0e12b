import fc from 'fast-check';

import type { Operation } from '@/lib/http/operation';

/** One arbitrary request of an operation. */
export interface FuzzedRequest {
  who: 'nobody' | 'known' | 'noise';
  params: Record<string, string>;
  query: [name: string, value: string][];
  headers: Record<string, string>;
  body: BodyInit | undefined;
}

/** Ids that exist for somebody, and texts that make trouble. */
const NASTY = [
  '',
  '__id__',
  '..',
  '.',
  '%',
  '\0',
  'a/b',
  'constructor',
  '__proto__',
  'x'.repeat(70),
];

function texts(known: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...known),
    fc.constantFrom(...NASTY),
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/),
  );
}

const EXAMPLES: Readonly<Record<string, unknown>> = {
  submitJob: {
    kind: 'chat',
    input: { text: 'It left.', question: 'When?', history: [{ role: 'user', content: 'Hi' }] },
    priority: 'high',
    runAt: '2026-12-01T00:00:00Z',
  },
  amendOutput: { revision: 0, output: { style: 'brief', markdown: 'Text.' } },
  deepseekChat: { transcriptionText: 'It left.', prompt: 'When?', history: [] },
  deepseekSummary: { transcriptionText: 'It left.', prompt: 'brief' },
  deepseekContent: {
    transcriptionText: 'It left.',
    prompt: 'Cheerful',
    contentTypeId: 'blog',
    contentTypeName: 'Blog',
    maxWords: 50,
  },
  deepseekNotice: { jobId: 'nothing-here' },
  openSession: { idToken: 'a.b.c' },
  changeSettings: {
    version: null,
    change: {
      queues: { insights: { concurrency: 2, maxQueueSize: null } },
      plans: { team: { requestsPerMinute: 5 } },
      keys: { google: null },
      drainedServers: ['server-1'],
    },
  },
  changeQueue: { concurrency: 2, requestTimeoutMs: 1_000 },
  replayJob: { input: { text: 'It left.' } },
  bulkAction: { action: 'delete', filter: { errorCode: 'none', states: ['failed'], from: 0 } },
};

/** A JSON value with one value in it replaced, or left out. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom<unknown>('__proto__', -1, 1e308, '\u0000', 'a'.repeat(2_000), '𝕏'.repeat(80)),
    fc.string({ unit: 'binary', maxLength: 300 }),
  );
  if (typeof value !== 'object' || value === null) return anything;
  const entries = Object.entries(value);
  const inside = entries.map(([key, child]) =>
    mutated(child).map((changed) => {
      if (Array.isArray(value)) return (value as unknown[]).with(Number(key), changed);
      return { ...value, [key]: changed };
    }),
  );
  const shorter = entries.map(([key]) =>
    fc.constant(Object.fromEntries(entries.filter(([name]) => name !== key))),
  );
  return fc.oneof(fc.constant(value), anything, ...inside, ...shorter);
}

function bodies(operation: Operation): fc.Arbitrary<BodyInit | undefined> {
  const example = EXAMPLES[operation.id];
  return fc.oneof(
    fc.constant(undefined),
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.uint8Array({ maxLength: 100 }).map((bytes) => new Uint8Array(bytes)),
    { arbitrary: mutated(example ?? {}).map((value) => JSON.stringify(value)), weight: 6 },
  );
}

/** The headers that handlers read, with values that may be right. */
const HEADERS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'content-type': fc.oneof(
    { arbitrary: fc.constant('application/json'), weight: 8 },
    { arbitrary: fc.constant('application/offset+octet-stream'), weight: 4 },
    fc.constantFrom('text/plain', '', 'application/json; charset=utf-8'),
  ),
  'content-length': fc.oneof(
    { arbitrary: fc.nat(200).map(String), weight: 8 },
    fc.constantFrom('-1', 'x', '1e99'),
  ),
  'idempotency-key': fc.oneof(fc.constantFrom('key-1', '"key-1"'), fc.string({ maxLength: 20 })),
  'tus-resumable': fc.constantFrom('1.0.0', '1.0.0', '0.2.2'),
  'upload-length': fc.oneof(
    fc.nat(300).map(String),
    fc.constantFrom('-1', '1e9', '', '9'.repeat(40)),
  ),
  'upload-offset': fc.oneof(fc.nat(300).map(String), fc.constantFrom('0', '-0', 'x')),
  'upload-metadata': fc.oneof(
    fc.constantFrom(
      'filename dGFsay53YXY=',
      'filename',
      ',',
      'filename dGFsay53YXY=,filename eA==',
    ),
    fc.string({ maxLength: 30 }),
  ),
  'upload-defer-length': fc.constantFrom('1', '0'),
  'upload-concat': fc.constantFrom('partial', 'final;/api/uploads/a', ''),
  range: fc.oneof(
    fc.constantFrom('bytes=0-', 'bytes=5-1', 'bytes=-0'),
    fc.string({ maxLength: 20 }),
  ),
  'if-none-match': fc.constantFrom('*', '"a"', 'W/"a"'),
  cookie: fc.oneof(
    fc.constantFrom('__session=', '__session=a.b.c', ';;='),
    fc.string({ maxLength: 40 }),
  ),
  origin: fc.constantFrom('https://fire.example', 'https://evil.example', 'null', 'x'),
  'x-forwarded-proto': fc.constantFrom('http', 'http', 'https', 'https', 'gopher', 'https,http'),
};

/** Arbitrary requests of an operation; `ids` are of what exists. */
export function requestsOf(
  operation: Operation,
  ids: readonly string[],
): fc.Arbitrary<FuzzedRequest> {
  const names = Object.keys(operation.params?.shape ?? {});
  const queryNames = [...Object.keys(operation.query?.shape ?? {}), 'other'];
  return fc.record({
    who: fc.oneof(
      { arbitrary: fc.constant('known' as const), weight: 8 },
      fc.constantFrom('nobody' as const, 'noise' as const),
    ),
    params: fc
      .tuple(...names.map(() => texts(ids)))
      .map((values) => Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))),
    query: fc.array(
      fc.tuple(
        fc.constantFrom(...queryNames),
        fc.oneof(texts(ids), fc.constantFrom('1', '5', 'pending', 'summary', 'NTphYmM')),
      ),
      { maxLength: 4 },
    ),
    headers: fc
      .record(HEADERS, { requiredKeys: ['content-type'] })
      .map((headers) => sendable(headers as Record<string, string>)),
    body: bodies(operation),
  });
}

/** What of the headers can be sent at all. */
function sendable(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => {
      try {
        new Headers({ [name]: value });
        return true;
      } catch {
        return false;
      }
    }),
  );
}
