'use client';

import { Text } from '@mantine/core';

import { costWords, countWords } from '@/components/settings/amounts';
import type { ModelSpend } from '@/lib/cluster/stats';

import { shareWords, wholeWords } from '../live/words';
import { ModelName } from '../providers/model-name';
import { type Column, DataTable } from '../table/data-table';
import classes from './overview.module.css';

type Row = ModelSpend & { id: string };

const COLUMNS: readonly Column<Row>[] = [
  { key: 'model', header: 'Model', cell: ({ id }) => <ModelName id={id} /> },
  { key: 'calls', header: 'Calls', numeric: true, cell: ({ calls }) => wholeWords(calls) },
  {
    key: 'hits',
    header: 'From the cache',
    numeric: true,
    cell: ({ calls, cacheHits }) => (
      <span title={`${wholeWords(cacheHits)} answers`}>
        {shareWords(calls + cacheHits === 0 ? null : cacheHits / (calls + cacheHits))}
      </span>
    ),
  },
  { key: 'tokens', header: 'Tokens', numeric: true, cell: ({ tokens }) => countWords(tokens) },
  { key: 'cost', header: 'Cost', numeric: true, cell: ({ cost }) => costWords(cost) },
];

/** What each model was used for today, and what it cost, the dearest first. */
export function ModelSpendTable({ spend }: { spend: Readonly<Record<string, ModelSpend>> }) {
  const rows = Object.entries(spend)
    .map(([id, model]) => ({ id, ...model }))
    .sort((one, other) => other.cost - one.cost || other.tokens - one.tokens);
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed" className={classes.nothing}>
        No model was called today.
      </Text>
    );
  }
  return <DataTable label="Spend by model" columns={COLUMNS} rows={rows} rowKey={({ id }) => id} />;
}
