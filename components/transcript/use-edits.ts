'use client';

import { useCallback, useEffect, useEffectEvent, useState } from 'react';

import { notifyProblem } from '@/components/feedback/notify';
import { problemMessage } from '@/hooks/api';
import type { Segment, TranscriptionOutput } from '@/lib/jobs/kinds/transcription';

import { changeText, type Edits, mergeEdits, redo, startEdits, undo } from './edit-history';
import { type Conflict, type Saved, saveEdits } from './save-edits';

/** How long after the last change it is saved: long enough to undo a slip, short enough to forget about saving. */
const SAVE_AFTER_MS = 900;

export type SaveStatus =
  | { state: 'unchanged' | 'waiting' | 'saving' | 'saved' }
  | { state: 'failed'; message: string }
  | { state: 'conflict'; conflict: Conflict };

/** Saving merged another window's changes: they show up here, with what was written here meanwhile on top. */
function rebase(edits: Edits, written: readonly Segment[], saved: Saved): Edits {
  const merge = mergeEdits(written, edits.segments, saved.segments);
  return startEdits(merge?.segments ?? saved.segments);
}

interface Draft {
  edits: Edits;
  base: Saved;
  status: SaveStatus;
}

function changed(draft: Draft, edits: Edits): Draft {
  if (edits === draft.edits) return draft;
  const busy = draft.status.state === 'saving' || draft.status.state === 'conflict';
  return { ...draft, edits, status: busy ? draft.status : { state: 'waiting' } };
}

/** Another window changed a segment while its editor was open here: the person decides. Null when none did. */
function clashing(draft: Draft, index: number, text: string, opened: string): Draft | null {
  const { edits, base, status } = draft;
  const theirs = edits.segments[index]?.text;
  const mine = changeText(edits, index, text);
  if (theirs === opened || mine === edits || status.state === 'saving') return null;
  const { segments } = mine;
  const conflict = { theirs: base, mine: segments, clashes: [index], merged: segments };
  return { ...draft, edits: mine, status: { state: 'conflict', conflict } };
}

/**
 * The transcript as a person edits it: changed at once here, saved a moment later, with a way back. A newer
 * version from another window is taken over unless there is something unsaved here.
 */
export function useEdits(id: string, output: TranscriptionOutput, revision: number) {
  const [draft, setDraft] = useState<Draft>(() => ({
    edits: startEdits(output.segments),
    base: { revision, segments: output.segments },
    status: { state: 'unchanged' },
  }));
  const { edits, base, status } = draft;
  const dirty = edits.segments !== base.segments;

  // A large output arrives after the revision that announces it: only with it is the newer version here.
  const [seen, setSeen] = useState({ output, revision });
  if (seen.output !== output) setSeen({ output, revision });
  if (seen.revision > base.revision && !dirty && status.state !== 'saving') {
    const newer = { revision: seen.revision, segments: seen.output.segments };
    setDraft({ edits: startEdits(newer.segments), base: newer, status: { state: 'unchanged' } });
  }

  const change = useCallback((to: (edits: Edits) => Edits) => {
    setDraft((old) => changed(old, to(old.edits)));
  }, []);

  const save = useEffectEvent(async () => {
    const written = edits.segments;
    setDraft((old) => ({ ...old, status: { state: 'saving' } }));
    try {
      const outcome = await saveEdits(id, output, base, written);
      setDraft((old) => {
        if ('conflict' in outcome) {
          return { ...old, status: { state: 'conflict', conflict: outcome.conflict } };
        }
        const { saved } = outcome;
        const more = old.edits.segments !== written;
        return {
          edits: saved.segments === written ? old.edits : rebase(old.edits, written, saved),
          base: saved,
          status: { state: more ? 'waiting' : 'saved' },
        };
      });
    } catch (error) {
      setDraft((old) => ({ ...old, status: { state: 'failed', message: problemMessage(error) } }));
    }
  });

  useEffect(() => {
    if (status.state !== 'waiting') return undefined;
    const timer = setTimeout(() => void save(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [status.state, edits]);

  useEffect(() => {
    if (status.state !== 'failed') return undefined;
    const again = () => setDraft((old) => ({ ...old, status: { state: 'waiting' } }));
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [status.state]);

  const flush = useEffectEvent(() => {
    if (!dirty || status.state === 'unchanged' || status.state === 'conflict') return;
    saveEdits(id, output, base, edits.segments).catch((error: unknown) =>
      notifyProblem('Your last edit could not be saved', error),
    );
  });
  useEffect(() => () => flush(), []);

  const unsaved = dirty && status.state !== 'unchanged';
  useEffect(() => {
    if (!unsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [unsaved]);

  const write = useCallback((index: number, text: string, opened: string) => {
    setDraft(
      (old) =>
        clashing(old, index, text, opened) ?? changed(old, changeText(old.edits, index, text)),
    );
  }, []);
  const settle = useCallback((to: Saved, segments: readonly Segment[]) => {
    setDraft({
      edits: startEdits(segments),
      base: to,
      status: { state: segments === to.segments ? 'unchanged' : 'waiting' },
    });
  }, []);

  return {
    segments: edits.segments,
    status,
    canUndo: edits.past.length > 0,
    canRedo: edits.future.length > 0,
    write,
    undo: useCallback(() => change(undo), [change]),
    redo: useCallback(() => change(redo), [change]),
    retry: useCallback(() => setDraft((old) => ({ ...old, status: { state: 'waiting' } })), []),
    settle,
  };
}
