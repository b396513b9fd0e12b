import { describe, expect, it } from 'vitest';

import { problemOf } from './index-matching';
import type { IndexFile } from './index-matching';
import { shapeOf } from './query-shape';
import type { Filter, StructuredQuery } from './query-shape';

const equal = (fieldPath: string): Filter => ({
  fieldFilter: { field: { fieldPath }, op: 'EQUAL' },
});
const less = (fieldPath: string): Filter => ({
  fieldFilter: { field: { fieldPath }, op: 'LESS_THAN' },
});
const within = (fieldPath: string, count: number): Filter => ({
  fieldFilter: {
    field: { fieldPath },
    op: 'IN',
    value: { arrayValue: { values: Array<unknown>(count).fill({}) } },
  },
});

function query(
  filters: Filter[],
  ...order: [string, 'ASCENDING' | 'DESCENDING'][]
): StructuredQuery {
  return {
    from: [{ collectionId: 'jobs' }],
    where: { compositeFilter: { op: 'AND', filters } },
    orderBy: order.map(([fieldPath, direction]) => ({ field: { fieldPath }, direction })),
  };
}

function file(composites: string[], exempt: string[]): IndexFile {
  return {
    indexes: composites.map((text) => ({
      collectionGroup: 'jobs',
      queryScope: 'COLLECTION',
      fields: text.split(' ').map((field) => ({
        fieldPath: field.replace('-', ''),
        order: field.startsWith('-') ? 'DESCENDING' : 'ASCENDING',
      })),
    })),
    fieldOverrides: exempt.map((fieldPath) => ({
      collectionGroup: 'jobs',
      fieldPath,
      indexes: [],
    })),
  };
}

const problem = (structured: StructuredQuery, indexes: IndexFile): string | null =>
  problemOf(shapeOf(structured), indexes);

describe('the index check', () => {
  it('wants a composite for equality with an order', () => {
    const head = query([equal('queue'), within('shard', 16)], ['rank', 'ASCENDING']);
    expect(problem(head, file(['queue shard rank'], []))).toBeNull();
    expect(problem(head, file(['shard queue rank'], []))).toBeNull();
    expect(problem(head, file([], []))).toBe('no index on jobs: queue, shard, rank ASCENDING');
  });

  it('takes an index neither in another direction nor with a field between', () => {
    const list = query([equal('userId')], ['createdAt', 'DESCENDING'], ['__name__', 'DESCENDING']);
    expect(problem(list, file(['userId -createdAt'], []))).toBeNull();
    expect(problem(list, file(['userId createdAt'], []))).not.toBeNull();
    expect(problem(list, file(['userId kind -createdAt'], []))).not.toBeNull();
  });

  it('refuses names that run against the last order', () => {
    const list = query([equal('userId')], ['createdAt', 'DESCENDING'], ['__name__', 'ASCENDING']);
    expect(problem(list, file(['userId -createdAt'], []))).not.toBeNull();
  });

  it('orders by a range although the query does not say so', () => {
    const due = query([equal('state'), less('runAt')]);
    expect(problem(due, file(['state runAt'], []))).toBeNull();
    expect(problem(due, file(['state createdAt'], []))).not.toBeNull();
  });

  it('merges indexes of one order', () => {
    const list = query([equal('userId'), equal('state'), equal('kind')], ['at', 'ASCENDING']);
    expect(problem(list, file(['userId state at', 'userId kind at'], []))).toBeNull();
    expect(problem(list, file(['userId state at', 'userId kind -at'], []))).not.toBeNull();
  });

  it('counts on automatic indexes only where no exemption took them, a map’s included', () => {
    const held = query([equal('lease.serverId'), equal('state')]);
    expect(problem(held, file([], []))).toBeNull();
    expect(problem(held, file([], ['lease']))).not.toBeNull();
    expect(problem(held, file(['lease.serverId state'], ['lease', 'state']))).toBeNull();
  });

  it('counts disjunctions', () => {
    const list = query([within('state', 6), within('kind', 6)]);
    expect(problem(list, file([], []))).toBe('36 disjunctions, and Firestore takes 30');
  });

  it('does not pass what it does not know', () => {
    const either: StructuredQuery = {
      from: [{ collectionId: 'jobs' }],
      where: { compositeFilter: { op: 'OR', filters: [equal('a'), equal('b')] } },
    };
    expect(() => shapeOf(either)).toThrow('does not know');
  });
});
