import { z } from 'zod';

/**
 * A query as the schema's fields expect it: a repeatable parameter is always a list, another one a single
 * text (a list when it was repeated, which its schema then refuses).
 */
export function readQuery(search: URLSearchParams, schema: z.ZodObject): Record<string, unknown> {
  const query: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const values = search.getAll(name);
    if (values.length === 0) continue;
    query[name] = isList(field) || values.length > 1 ? values : values[0];
  }
  return query;
}

function isList(field: unknown): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) {
    return isList(field.unwrap());
  }
  return field instanceof z.ZodArray;
}
