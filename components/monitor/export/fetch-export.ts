import { apiFile } from '@/hooks/api';

export type ExportedThing = 'jobs' | 'audit' | 'stats';
export type ExportFormat = 'csv' | 'json';

export interface ExportedFile {
  blob: Blob;
  name: string;
}

/** Asks as the signed-in person: a plain link carries no token. @throws ApiProblem */
export async function fetchExport(
  what: ExportedThing,
  format: ExportFormat,
  query: URLSearchParams,
): Promise<ExportedFile> {
  const params = new URLSearchParams(query);
  params.set('what', what);
  params.set('format', format);
  const { blob, headers } = await apiFile(`/api/admin/export?${params}`);
  const name = fileName(headers.get('Content-Disposition'));
  return { blob, name: name ?? `firelane-${what}.${format}` };
}

/** The name that the server gives: `attachment; filename="firelane-jobs-2026-11-26.csv"`. */
export function fileName(disposition: string | null): string | null {
  return /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? null;
}
