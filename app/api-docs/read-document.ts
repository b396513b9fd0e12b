import type { OpenApiDocument } from '@/lib/http/openapi/document';

import type { SchemaNode } from './schema-node';

export interface ParameterView {
  name: string;
  in: string;
  required: boolean;
  schema: SchemaNode;
  description: string | null;
}

export interface AnswerView {
  status: string;
  description: string;
  schema: SchemaNode | null;
  problem: boolean;
}

export interface OperationView {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string | null;
  signedIn: boolean;
  parameters: ParameterView[];
  body: SchemaNode | null;
  answers: AnswerView[];
}

export interface GroupView {
  name: string;
  description: string;
  operations: OperationView[];
}

/** What we read of the document: plain JSON, as any other reader of it sees it. */
interface PlainOperation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: unknown[];
  parameters?: {
    name: string;
    in: string;
    required?: boolean;
    schema: SchemaNode;
    description?: string;
  }[];
  requestBody?: { content: Record<string, { schema?: SchemaNode }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema?: SchemaNode }> }
  >;
}

interface PlainDocument {
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, PlainOperation>>;
  components: { schemas: Record<string, SchemaNode> };
}

/** The document as a page shows it: operations by tag, and the named schemas. */
export function readDocument(document: OpenApiDocument): {
  groups: GroupView[];
  schemas: [name: string, schema: SchemaNode][];
} {
  const plain = document as unknown as PlainDocument;
  const operations = Object.entries(plain.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tags: operation.tags,
      view: operationView(path, method, operation),
    })),
  );
  const groups = plain.tags.map(({ name, description }) => ({
    name,
    description,
    operations: operations.filter(({ tags }) => tags.includes(name)).map(({ view }) => view),
  }));
  const schemas = Object.entries(plain.components.schemas).sort(([a], [b]) => a.localeCompare(b));
  return { groups, schemas };
}

function operationView(path: string, method: string, operation: PlainOperation): OperationView {
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description ?? null,
    signedIn: operation.security.length > 0,
    parameters: (operation.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      in: parameter.in,
      required: parameter.required ?? false,
      schema: parameter.schema,
      description: parameter.description ?? parameter.schema.description ?? null,
    })),
    body: firstSchema(operation.requestBody?.content),
    answers: Object.entries(operation.responses).map(([status, answer]) => ({
      status,
      description: answer.description,
      schema: firstSchema(answer.content),
      problem: 'application/problem+json' in (answer.content ?? {}),
    })),
  };
}

function firstSchema(
  content: Record<string, { schema?: SchemaNode }> | undefined,
): SchemaNode | null {
  return Object.values(content ?? {})[0]?.schema ?? null;
}
