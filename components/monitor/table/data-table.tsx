'use client';

import { Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';

import { DataCards } from './data-cards';
import classes from './table.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end, under each other. */
  numeric?: boolean;
  width?: number | string;
  /** Its header is for screen readers alone: buttons say what they are. */
  hiddenHeader?: boolean;
}

export interface DataTableProps<Row> {
  /** What the rows are: the table's name. */
  label: string;
  /** The first names its row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Below this width each row is a card. */
  cardsBelow?: string;
}

/** Rows to compare on a wide screen; on a narrow one, a card for each. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const narrow = useMediaQuery(`(max-width: ${props.cardsBelow ?? '48em'})`, false, {
    getInitialValueInEffect: false,
  });
  return narrow ? <DataCards {...props} /> : <WideTable {...props} />;
}

function WideTable<Row>({ label, columns, rows, rowKey }: DataTableProps<Row>) {
  return (
    <div className={classes.frame} role="region" aria-label={label} tabIndex={0}>
      <Table className={classes.table} verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.key} w={column.width} data-numeric={column.numeric}>
                {column.hiddenHeader === true ? (
                  <span className={classes.hiddenLabel}>{column.header}</span>
                ) : (
                  column.header
                )}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} data-row={rowKey(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <Table.Th key={column.key} scope="row" className={classes.rowName}>
                    {column.cell(row)}
                  </Table.Th>
                ) : (
                  <Table.Td key={column.key} data-numeric={column.numeric}>
                    {column.cell(row)}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
