'use client';

import type { DataTableProps } from './data-table';
import classes from './table.module.css';

/** The same rows on a phone: a card each, its fields below each other. */
export function DataCards<Row>({ label, columns, rows, rowKey }: DataTableProps<Row>) {
  const [name, ...fields] = columns;
  return (
    <ul className={classes.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} className={classes.card} data-row={rowKey(row)}>
          <div className={classes.cardName}>{name?.cell(row)}</div>
          <dl className={classes.fields}>
            {fields
              .filter((column) => column.hiddenHeader !== true)
              .map((column) => (
                <div key={column.key}>
                  <dt>{column.header}</dt>
                  <dd>{column.cell(row)}</dd>
                </div>
              ))}
          </dl>
          {fields
            .filter((column) => column.hiddenHeader === true)
            .map((column) => (
              <div key={column.key} className={classes.cardActions}>
                {column.cell(row)}
              </div>
            ))}
        </li>
      ))}
    </ul>
  );
}
