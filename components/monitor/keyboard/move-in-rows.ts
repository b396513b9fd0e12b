const ROW = '[data-row]';

/** Puts the focus on the next row, or the one before; on the first when none has it. False where there are none. */
export function moveInRows(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>(ROW)];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = at === -1 ? rows[0] : rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
  if (row === undefined) return false;
  row.tabIndex = -1;
  row.focus();
  row.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Follows the first link of the row that has the focus itself. False where none has. */
export function openRow(): boolean {
  const row = document.activeElement;
  if (!(row instanceof HTMLElement) || !row.matches(ROW)) return false;
  const link = row.querySelector('a');
  link?.click();
  return link !== null;
}

/** Puts the focus into the page's search. False where there is none. */
export function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[data-monitor-search]');
  field?.focus();
  field?.select();
  return field !== null;
}
