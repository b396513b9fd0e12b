/** Weight of the newest run in the mean: about the last ten runs count. */
const WEIGHT = 0.2;

/** How long finished attempts of each kind took lately, for estimates. */
export class RunStats {
  readonly #means = new Map<string, number>();

  add(kind: string, ms: number): void {
    const mean = this.#means.get(kind);
    this.#means.set(kind, mean === undefined ? ms : mean + WEIGHT * (ms - mean));
  }

  /** Milliseconds by kind. */
  means(): Record<string, number> {
    return Object.fromEntries([...this.#means].map(([kind, ms]) => [kind, Math.round(ms)]));
  }
}
