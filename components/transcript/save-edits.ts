import { ApiProblem, apiFetch, LONG_ANSWER_MS } from '@/hooks/api';
import { amendJob } from '@/hooks/job-actions';
import type { Segment, TranscriptionOutput } from '@/lib/jobs/kinds/transcription';

import { mergeEdits } from './edit-history';
import { withSegments } from './transcript-text';

/** A version of the transcript that the server has. */
export interface Saved {
  revision: number;
  segments: readonly Segment[];
}

/** Both sides changed: `theirs` is what the server has now, `clashes` the segments that both touched. */
export interface Conflict {
  theirs: Saved;
  mine: readonly Segment[];
  /** Null when the other version has other segments altogether. */
  clashes: number[] | null;
  /** Theirs with mine on top where both changed. */
  merged: readonly Segment[];
}

export type SaveOutcome = { saved: Saved } | { conflict: Conflict };

async function readSaved(id: string): Promise<Saved> {
  const job = await apiFetch<{ revision: number; output: TranscriptionOutput }>(
    `/api/jobs/${encodeURIComponent(id)}`,
    { timeLimitMs: LONG_ANSWER_MS },
  );
  return { revision: job.revision, segments: job.output.segments };
}

/**
 * Saves what a person wrote on top of `base`. When somebody saved in between and the changes do not touch the
 * same segments, both are kept; else it is theirs to decide.
 * @throws ApiProblem when it could not be saved
 */
export async function saveEdits(
  id: string,
  output: TranscriptionOutput,
  base: Saved,
  mine: readonly Segment[],
): Promise<SaveOutcome> {
  try {
    const change = { revision: base.revision, output: withSegments(output, mine) };
    const { revision } = await amendJob(id, change);
    return { saved: { revision, segments: mine } };
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'revision_conflict') throw error;
  }
  const theirs = await readSaved(id);
  const merge = mergeEdits(base.segments, mine, theirs.segments);
  if (merge !== null && merge.clashes.length === 0) {
    return saveEdits(id, output, theirs, merge.segments);
  }
  const merged = merge?.segments ?? mine;
  return { conflict: { theirs, mine, clashes: merge?.clashes ?? null, merged } };
}
