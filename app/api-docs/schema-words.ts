import type { SchemaNode } from './schema-node';

/** What a value must be beside its type: `1 to 100`, `at most 200 characters`, `default 20`. */
export function limitWords(node: SchemaNode): string {
  const { format, minimum, maximum, minLength, maxLength, minItems, maxItems } = node;
  const parts = [
    format === 'date-time' ? 'ISO 8601' : null,
    span(minimum, maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum, ''),
    span(minLength, maxLength, ' characters'),
    span(minItems, maxItems, ' items'),
    node.default === undefined ? null : `default ${JSON.stringify(node.default)}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** A plain type in a word; null where the schema needs more than one. */
export function typeWord(node: SchemaNode): string | null {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (typeof node.type !== 'string') return node.type?.join(' or ') ?? null;
  return node.type === 'array' || node.type === 'object' ? null : node.type;
}

function span(from: number | undefined, to: number | undefined, unit: string): string | null {
  const low = from === Number.MIN_SAFE_INTEGER ? undefined : from;
  const words = (value: number): string => value.toLocaleString('en');
  if (low !== undefined && to !== undefined) return `${words(low)} to ${words(to)}${unit}`;
  if (to !== undefined) return `at most ${words(to)}${unit}`;
  if (low !== undefined) return `at least ${words(low)}${unit}`;
  return null;
}
