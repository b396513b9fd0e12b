import type { StoredJob } from '../ports/job-store';

const CAPACITY = 5_000;

/**
 * The snapshots that this server has tried to claim: an index or a listener that lags shows them again, and a
 * second try could only lose.
 */
export class SeenVersions {
  readonly #seen = new Set<string>();

  /** True the first time a snapshot is offered. */
  add({ job, version }: StoredJob): boolean {
    const key = `${job.id}@${version}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    if (this.#seen.size > CAPACITY) {
      const oldest = this.#seen.values().next();
      if (!oldest.done) this.#seen.delete(oldest.value);
    }
    return true;
  }

  /** A claim whose outcome is not known must be offered again. */
  forget({ job, version }: StoredJob): void {
    this.#seen.delete(`${job.id}@${version}`);
  }
}
