'use client';

import { Table } from '@mantine/core';

import { absoluteTime } from '@/components/feedback/time-words';

import { NOTHING } from '../live/words';
import type { ChartCardProps } from './chart-card';
import classes from './charts.module.css';
import { momentWords } from './range';

/** The points behind a chart, newest first. */
export function ChartTable({ kind, rows, range }: ChartCardProps) {
  return (
    <div
      className={classes.tableFrame}
      role="region"
      aria-label={`${kind.title}, as a table`}
      tabIndex={0}
    >
      <Table stickyHeader verticalSpacing={4} className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Time</Table.Th>
            {kind.series.map(({ name, label }) => (
              <Table.Th key={name}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.toReversed().map((row) => (
            <Table.Tr key={row.at}>
              <Table.Th scope="row" title={absoluteTime(row.at)}>
                {momentWords(range, row.at)}
              </Table.Th>
              {kind.series.map(({ name }) => {
                const value = row[name];
                return (
                  <Table.Td key={name}>
                    {typeof value === 'number' ? kind.words(value) : NOTHING}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
