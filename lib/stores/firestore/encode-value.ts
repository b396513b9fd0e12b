import { Timestamp } from 'firebase-admin/firestore';

/** google.firestore.v1.Value, as far as jobs use it. */
export type ProtoValue =
  | { nullValue: 'NULL_VALUE' }
  | { booleanValue: boolean }
  | { integerValue: string }
  | { doubleValue: number }
  | { stringValue: string }
  | { timestampValue: { seconds: number; nanos: number } }
  | { arrayValue: { values: ProtoValue[] } }
  | { mapValue: { fields: Record<string, ProtoValue> } };

/**
 * A document's fields for the wire. The SDK's own serializer is not part of its interface.
 * @throws TypeError for a value that Firestore cannot hold
 */
export function encodeFields(fields: Record<string, unknown>): Record<string, ProtoValue> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, encode(value)]));
}

function encode(value: unknown): ProtoValue {
  if (value === null) return { nullValue: 'NULL_VALUE' };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && !Object.is(value, -0)
      ? { integerValue: String(value) }
      : { doubleValue: value };
  }
  if (value instanceof Timestamp) {
    return { timestampValue: { seconds: value.seconds, nanos: value.nanoseconds } };
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(encode) } };
  if (typeof value === 'object') {
    return { mapValue: { fields: encodeFields(value as Record<string, unknown>) } };
  }
  throw new TypeError(`Firestore cannot hold a ${typeof value}`);
}
