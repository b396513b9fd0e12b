import { HttpProblem } from './problem';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Where a request was sent to, as far as its headers can be believed. */
export interface Destination {
  host: string | null;
  /** True when the person's browser speaks https with us, or with a proxy in front. */
  secure: boolean;
}

/**
 * Headers that a proxy sets count only when the deployment says that there is one: otherwise any caller
 * could set them.
 */
export function destinationOf(request: Request, trustProxy: boolean): Destination {
  const forwarded = (name: string): string | null =>
    trustProxy ? (request.headers.get(name)?.split(',')[0]?.trim() ?? null) : null;
  const protocol = forwarded('x-forwarded-proto') ?? new URL(request.url).protocol;
  return {
    host: forwarded('x-forwarded-host') ?? request.headers.get('host'),
    secure: protocol.startsWith('https'),
  };
}

/**
 * Refuses what another site's page may have sent with a person's cookie: a request that changes something
 * must say that it comes from here. Browsers send Origin with every such request.
 * @throws HttpProblem `foreign_origin`
 */
export function requireSameOrigin(request: Request, trustProxy: boolean): void {
  if (SAFE_METHODS.has(request.method)) return;
  const origin = request.headers.get('origin');
  const { host, secure } = destinationOf(request, trustProxy);
  if (origin === null || host === null || !isOriginOf(origin, host, secure)) {
    throw new HttpProblem(
      'foreign_origin',
      'A session cookie only works from the pages of this site. From elsewhere, send an ID token as a bearer token.',
    );
  }
}

function isOriginOf(origin: string, host: string, secure: boolean): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === host.toLowerCase() && (!secure || url.protocol === 'https:');
}
