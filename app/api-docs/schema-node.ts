/** The part of JSON Schema that our schemas come out as. */
export interface SchemaNode {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  description?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  properties?: Record<string, SchemaNode>;
  required?: string[];
  additionalProperties?: SchemaNode | boolean;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  oneOf?: SchemaNode[];
}

/** The name that a reference ends with. */
export function referenceName(ref: string): string {
  return ref.split('/').at(-1) ?? ref;
}

/** The alternatives of a schema without the one that says "or null". */
export function alternatives(node: SchemaNode): { options: SchemaNode[]; nullable: boolean } {
  const all = node.anyOf ?? node.oneOf ?? [];
  const options = all.filter((option) => option.type !== 'null');
  return { options, nullable: options.length < all.length };
}
