import type { Direction, IndexField, QueryShape } from './index-matching';

/** The part of google.firestore.v1.StructuredQuery that decides a query's index. */
export interface StructuredQuery {
  from?: { collectionId?: string | null; allDescendants?: boolean | null }[] | null;
  where?: Filter | null;
  orderBy?: { field?: { fieldPath?: string | null } | null; direction?: unknown }[] | null;
}

export interface Filter {
  compositeFilter?: { op?: unknown; filters?: Filter[] | null } | null;
  fieldFilter?: {
    field?: { fieldPath?: string | null } | null;
    op?: unknown;
    value?: { arrayValue?: { values?: unknown[] | null } | null } | null;
  } | null;
  unaryFilter?: { field?: { fieldPath?: string | null } | null; op?: unknown } | null;
}

const RANGES = [
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'NOT_EQUAL',
  'NOT_IN',
  'IS_NOT_NULL',
];

/** @throws for what this project does not use and the matching does not know: `or`, arrays, vectors. */
export function shapeOf(query: StructuredQuery): QueryShape {
  const filters = flatten(query.where ?? undefined);
  const equal: string[] = [];
  const ranges: string[] = [];
  let disjunctions = 1;
  for (const { fieldFilter, unaryFilter } of filters) {
    const field = fieldFilter?.field?.fieldPath ?? unaryFilter?.field?.fieldPath;
    const op = String(fieldFilter?.op ?? unaryFilter?.op);
    if (field === undefined || field === null) throw new Error('a filter without a field');
    if (op === 'EQUAL' || op === 'IS_NULL') equal.push(field);
    else if (op === 'IN') {
      equal.push(field);
      disjunctions *= fieldFilter?.value?.arrayValue?.values?.length ?? 1;
    } else if (RANGES.includes(op)) ranges.push(field);
    else throw new Error(`the index check does not know the operator ${op}`);
  }

  const orders = (query.orderBy ?? []).map((order): Required<IndexField> => {
    const direction: Direction = order.direction === 'DESCENDING' ? 'DESCENDING' : 'ASCENDING';
    return { fieldPath: order.field?.fieldPath ?? '', order: direction };
  });
  const lastDirection = orders.at(-1)?.order ?? 'ASCENDING';
  // A range orders its results even when the query does not say so.
  for (const fieldPath of [...new Set(ranges)].sort()) {
    if (!orders.some((order) => order.fieldPath === fieldPath)) {
      orders.push({ fieldPath, order: lastDirection });
    }
  }
  return {
    collection: query.from?.[0]?.collectionId ?? '',
    equal: [...new Set(equal)],
    order: orders.filter(({ fieldPath }) => fieldPath !== '__name__' && !equal.includes(fieldPath)),
    nameDirection: orders.find((o) => o.fieldPath === '__name__')?.order ?? lastDirection,
    disjunctions,
  };
}

function flatten(filter: Filter | undefined): Filter[] {
  if (filter === undefined) return [];
  if (!filter.compositeFilter) return [filter];
  if (filter.compositeFilter.op === 'OR') throw new Error('the index check does not know `or`');
  return (filter.compositeFilter.filters ?? []).flatMap(flatten);
}
