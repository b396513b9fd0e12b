import type { Millis } from '../jobs/job';

/** How long an entry is kept. Milliseconds. */
export const AUDIT_KEPT_MS = 365 * 24 * 60 * 60_000;

/** `audit/{id}`: one action of an administrator; written with what it changed, never changed itself. */
export interface AuditEntry {
  at: Millis;
  /** Who: user id and, when known, e-mail address. */
  actorId: string;
  actorEmail: string | null;
  /** What: `queue.pause`, `breaker.trip`, `job.replay`, `job.reveal`, … */
  action: string;
  /** On what: `queue:ai_processing`, `job:abc`. */
  target: string;
  /** JSON text of what was there, and of what is there now; null where that says nothing. */
  before: string | null;
  after: string | null;
  expireAt: Millis;
}
