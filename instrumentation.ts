/** Next calls it before the first request, so that the first one is traced, too. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { openTelemetry } = await import('./lib/telemetry/open-telemetry');
  openTelemetry(process.env);
}
