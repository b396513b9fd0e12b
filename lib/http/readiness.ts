import type { Services } from './services';

/** Longest that a part may take to say that it works. */
const PATIENCE_MS = 3_000;

export interface Readiness {
  status: 'ready' | 'degraded' | 'unavailable';
  checks: {
    store: 'ok' | 'failed';
    /** `none`: jobs are accepted and wait for a worker. Functions do not count as one. */
    worker: 'ok' | 'none' | 'failed';
    media: 'ok' | 'failed';
  };
}

/** Whether requests can be served: the store and the media must answer; a worker may be somewhere else. */
export async function readiness(
  services: Pick<Services, 'liveWorkers' | 'media'>,
): Promise<Readiness> {
  const [workers, media] = await Promise.all([
    settled(services.liveWorkers()),
    settled(services.media.check()),
  ]);
  const checks: Readiness['checks'] = {
    store: workers.ok ? 'ok' : 'failed',
    worker: !workers.ok ? 'failed' : workers.value > 0 ? 'ok' : 'none',
    media: media.ok ? 'ok' : 'failed',
  };
  const serves = workers.ok && media.ok;
  return {
    status: !serves ? 'unavailable' : checks.worker === 'ok' ? 'ready' : 'degraded',
    checks,
  };
}

async function settled<T>(work: Promise<T>): Promise<{ ok: true; value: T } | { ok: false }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ ok: false }>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false }), PATIENCE_MS);
  });
  const result = await Promise.race([
    work.then(
      (value) => ({ ok: true as const, value }),
      () => ({ ok: false as const }),
    ),
    late,
  ]);
  clearTimeout(timer);
  return result;
}
