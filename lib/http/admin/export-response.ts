import { csvLine } from './csv';
import type { Row } from './export-rows';

const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json' } as const;

export type ExportFormat = keyof typeof TYPES;

/**
 * Rows as a file, sent while they are read. The first row is read before the answer begins, so that a refusal or a
 * store that is away is still answered as a problem.
 * @param name without its ending
 */
export async function exportResponse(
  rows: AsyncGenerator<Row>,
  { format, name }: { format: ExportFormat; name: string },
): Promise<Response> {
  const first = await rows.next();
  const texts = (format === 'csv' ? csvTexts : jsonTexts)(first, rows);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await texts.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await texts.return(undefined);
      // Where no row was asked for since the first, nobody else ends them.
      await rows.return(undefined);
    },
  });
  return new Response(body, {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="${name}.${format}"`,
    },
  });
}

type Texts = AsyncGenerator<string, undefined>;

/** The first line names the columns; without rows there is nothing to name. */
async function* csvTexts(first: IteratorResult<Row>, rows: AsyncGenerator<Row>): Texts {
  if (first.done === true) return undefined;
  yield csvLine(Object.keys(first.value));
  yield csvLine(Object.values(first.value));
  for await (const row of rows) yield csvLine(Object.values(row));
  return undefined;
}

async function* jsonTexts(first: IteratorResult<Row>, rows: AsyncGenerator<Row>): Texts {
  if (first.done === true) {
    yield '[]';
    return undefined;
  }
  yield `[${JSON.stringify(first.value)}`;
  for await (const row of rows) yield `,\n${JSON.stringify(row)}`;
  yield ']';
  return undefined;
}
