import { createHash, timingSafeEqual } from 'node:crypto';

import { requireRole } from './require-role';
import type { Services } from './services';

/**
 * Lets in whoever sends the deployment's metrics token, and whoever may see the monitor.
 * @throws HttpProblem as `Callers.of`, and `forbidden`
 */
export async function requireScraper(
  { callers, metricsToken }: Pick<Services, 'callers' | 'metricsToken'>,
  request: Request,
): Promise<void> {
  const token = /^Bearer +([^\s]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token !== undefined && metricsToken !== null && isSame(token, metricsToken)) return;
  requireRole(await callers.of(request), 'auditor');
}

/** In a time that does not tell how much of it was right. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
