import { z } from 'zod';

import { settingsSchema, type StoredSettings } from '../../cluster/settings';

type Path = readonly string[];

/**
 * A merge patch (RFC 7396) over stored settings. A null stands for itself where the schema takes one, and takes a part
 * back to its default anywhere else. What the patch holds is not checked here.
 */
export function mergedSettings(stored: StoredSettings, change: object): StoredSettings {
  const merged = merge(stored, change, settingsSchema) as Record<string, unknown>;
  // A record's top-level fields cannot be taken away, only emptied: the default holds as well.
  for (const [name, value] of Object.entries(stored)) {
    merged[name] ??= Array.isArray(value) ? [] : {};
  }
  return merged;
}

/** The keys of a patch that settings do not have. */
export function unknownSettings(change: unknown): Path[] {
  return unknown(change, settingsSchema, []);
}

function merge(stored: unknown, change: unknown, schema: z.ZodType): unknown {
  if (!isObject(change) || !hasFields(schema)) return change;
  const fields = new Map(Object.entries(isObject(stored) ? stored : {}));
  for (const [key, value] of Object.entries(change)) {
    const field = fieldOf(schema, key);
    if (field === undefined) continue;
    if (value === null && !field.safeParse(null).success) fields.delete(key);
    else fields.set(key, merge(fields.get(key), value, field));
  }
  return Object.fromEntries(fields);
}

function unknown(change: unknown, schema: z.ZodType, path: Path): Path[] {
  if (!isObject(change) || !hasFields(schema)) return [];
  return Object.entries(change).flatMap(([key, value]) => {
    const field = fieldOf(schema, key);
    return field === undefined ? [[...path, key]] : unknown(value, field, [...path, key]);
  });
}

/** The schema of a field; undefined when there is none of this name. */
function fieldOf(schema: z.ZodType, key: string): z.ZodType | undefined {
  // A record's check passes over this one, and Firestore refuses it.
  if (key === '__proto__') return undefined;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    return Object.hasOwn(inner.shape, key) ? (inner.shape[key] as z.ZodType) : undefined;
  }
  return inner instanceof z.ZodRecord ? (inner.valueType as z.ZodType) : undefined;
}

function hasFields(schema: z.ZodType): boolean {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject || inner instanceof z.ZodRecord;
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrapped(schema.unwrap() as z.ZodType);
  }
  return schema instanceof z.ZodPipe ? unwrapped(schema.in as z.ZodType) : schema;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
