import type { Segment } from '@/lib/jobs/kinds/transcription';

import { retime } from './retime';

interface Change {
  index: number;
  before: Segment;
  after: Segment;
}

/** A transcript being edited: what it says now, and the way back and forth. */
export interface Edits {
  segments: readonly Segment[];
  past: readonly Change[];
  future: readonly Change[];
}

export function startEdits(segments: readonly Segment[]): Edits {
  return { segments, past: [], future: [] };
}

function put(segments: readonly Segment[], index: number, segment: Segment): Segment[] {
  return segments.map((old, at) => (at === index ? segment : old));
}

/** One segment's text replaced; the same edits when nothing changed. What was undone cannot be redone after it. */
export function changeText(edits: Edits, index: number, text: string): Edits {
  const before = edits.segments[index];
  if (before === undefined) return edits;
  const after = retime(before, text);
  if (after.text === before.text) return edits;
  return {
    segments: put(edits.segments, index, after),
    past: [...edits.past, { index, before, after }],
    future: [],
  };
}

/** The last change taken back. */
export function undo(edits: Edits): Edits {
  const change = edits.past.at(-1);
  if (change === undefined) return edits;
  return {
    segments: put(edits.segments, change.index, change.before),
    past: edits.past.slice(0, -1),
    future: [...edits.future, change],
  };
}

/** The last change that was taken back, made again. */
export function redo(edits: Edits): Edits {
  const change = edits.future.at(-1);
  if (change === undefined) return edits;
  return {
    segments: put(edits.segments, change.index, change.after),
    past: [...edits.past, change],
    future: edits.future.slice(0, -1),
  };
}

export interface Merge {
  segments: Segment[];
  /** Segments that both changed, each in another way: `segments` holds mine. */
  clashes: number[];
}

/**
 * My changes since `base` put on top of another version. Null when the other has other segments, so that
 * nobody could say which is which.
 */
export function mergeEdits(
  base: readonly Segment[],
  mine: readonly Segment[],
  theirs: readonly Segment[],
): Merge | null {
  if (base.length !== theirs.length || base.length !== mine.length) return null;
  const clashes: number[] = [];
  const segments = theirs.map((their, index) => {
    const old = base[index]?.text;
    const my = mine[index];
    if (my === undefined || my.text === old || my.text === their.text) return their;
    if (their.text !== old) clashes.push(index);
    return my;
  });
  return { segments, clashes };
}
