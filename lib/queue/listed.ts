import type { JobKind } from '../jobs/kind';
import type { Engine } from './engine';

/** How many jobs a submit of this kind is: those that its input lists, or itself. */
export function jobsIn(kind: JobKind, input: unknown): number {
  return Math.max(1, listedKinds(kind, input).length);
}

/** What a job takes of its user's share of the order, with the jobs that its input lists. Milliseconds. */
export function shareOf(engine: Engine, kind: JobKind, input: unknown): number {
  return listedKinds(kind, input).reduce(
    (sum, name) => sum + (engine.kindOf(name)?.shareMs ?? 0),
    kind.shareMs,
  );
}

/** The queues that a job fills: its own, and those of the jobs that its input lists. */
export function queuesOf(engine: Engine, kind: JobKind, input: unknown): string[] {
  const listed = listedKinds(kind, input).flatMap((name) => engine.kindOf(name)?.queue ?? []);
  return [...new Set([kind.queue, ...listed])];
}

function listedKinds(kind: JobKind, input: unknown): readonly string[] {
  return kind.lists?.kindsOf(input) ?? [];
}
