import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { openApiDocument } from '@/lib/http/openapi/document';
import { problemsOf } from '@/lib/http/operation';
import { OPERATIONS } from '@/lib/http/operations';
import { PROBLEM_TYPES } from '@/lib/http/problem-types';
import { KINDS } from '@/lib/jobs/kinds';
import { PUBLIC_KIND_NAMES } from '@/lib/jobs/registry';

import { exportedOperations } from './route-modules';

interface PlainDocument {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  components: { schemas: Record<string, unknown> };
}

/** As a reader of the file gets it. */
const document = JSON.parse(JSON.stringify(openApiDocument())) as PlainDocument;

function documented(): string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const result = await validator.validate({ ...document });
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has every route of app/api, and no other', async () => {
    expect(documented().sort()).toEqual((await exportedOperations()).sort());
  });

  it('names each operation once', () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    'says every answer and refusal of %s',
    (_, operation) => {
      const { responses } = document.paths[operation.path]?.[operation.method.toLowerCase()] ?? {};
      const refusals = problemsOf(operation).map((code) => PROBLEM_TYPES[code].status);
      const statuses = [...Object.keys(operation.answers), ...refusals].map(String);
      expect(new Set(Object.keys(responses ?? {}))).toEqual(new Set(statuses));
    },
  );

  it.each(PUBLIC_KIND_NAMES)('has what a %s job takes and answers', (kind) => {
    const submits = Object.values(document.components.schemas).filter((schema) => {
      const parsed = submitOf(kind).safeParse(schema);
      return parsed.success;
    });
    expect(submits.length).toBeGreaterThanOrEqual(2);
    const fields = Object.keys(z.toJSONSchema(KINDS[kind].input, { io: 'input' }).properties ?? {});
    expect(submits.map(inputFields)).toContainEqual(fields);
  });
});

/** A schema that is about one kind of job. */
function submitOf(kind: string) {
  return z.looseObject({
    properties: z.looseObject({
      kind: z.looseObject({ const: z.literal(kind) }),
      input: z.unknown(),
    }),
  });
}

function inputFields(schema: unknown): string[] {
  const { properties } = schema as { properties: { input: { properties?: object } } };
  return Object.keys(properties.input.properties ?? {});
}
