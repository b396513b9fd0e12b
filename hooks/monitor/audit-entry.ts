/** One action of an administrator, as `GET /api/admin/audit` answers it; `at` is an ISO string. */
export interface AuditView {
  id: string;
  at: string;
  actorId: string;
  actorEmail: string | null;
  /** `queue.pause`, `job.reveal`, … */
  action: string;
  /** `queue:ai_processing`, `job:abc`, … */
  target: string;
  /** What was there; null where that says nothing. */
  before: unknown;
  /** What is there since, or what came of it. */
  after: unknown;
}

export interface AuditPage {
  entries: AuditView[];
  nextCursor: string | null;
}
