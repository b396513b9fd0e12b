'use client';

import { IconPencil } from '@tabler/icons-react';
import { memo } from 'react';

import { clockTime } from '@/lib/export/timestamp';
import type { Segment } from '@/lib/jobs/kinds/transcription';

import type { Hit } from './find';
import { piecesOf } from './pieces';
import { SegmentEditor } from './segment-editor';
import classes from './transcript.module.css';

/** Below this an engine was guessing. */
const UNCERTAIN = 0.6;

export function isUncertain(confidence: number | null): boolean {
  return confidence !== null && confidence < UNCERTAIN;
}

export interface SegmentRowProps {
  index: number;
  segment: Segment;
  hits: readonly Hit[] | undefined;
  /** The hit that the search stands on, when it is in this segment; else -1. */
  currentHit: number;
  playable: boolean;
  editing: boolean;
  onEdit: (index: number) => void;
  onWritten: (index: number, text: string | null, opened: string) => void;
}

const NO_HITS: readonly Hit[] = [];

function Words({
  segment,
  hits,
  currentHit,
}: Pick<SegmentRowProps, 'segment' | 'currentHit'> & { hits: readonly Hit[] }) {
  return piecesOf(segment, hits).map((piece, at) => {
    const word = segment.words[piece.word];
    const text =
      piece.hit === -1 ? (
        piece.text
      ) : (
        <mark data-current={piece.hit === currentHit || undefined}>{piece.text}</mark>
      );
    if (word === undefined) return <span key={at}>{text}</span>;
    return (
      <span
        key={at}
        className={classes.word}
        data-word={piece.word}
        data-uncertain={isUncertain(word.confidence) || undefined}
      >
        {text}
      </span>
    );
  });
}

/** One segment: its time, which plays it; its words; and its editor when it is being edited. */
export const SegmentRow = memo(function SegmentRow({
  index,
  segment,
  hits = NO_HITS,
  currentHit,
  playable,
  editing,
  onEdit,
  onWritten,
}: SegmentRowProps) {
  const time = clockTime(segment.start);
  return (
    <li id={`segment-${index}`} className={classes.segment} data-segment={index} tabIndex={-1}>
      {playable ? (
        <button type="button" className={classes.time} data-play aria-label={`Play from ${time}`}>
          {time}
        </button>
      ) : (
        <span className={classes.time}>{time}</span>
      )}
      {editing ? (
        <SegmentEditor
          text={segment.text}
          label={`Text at ${time}`}
          onDone={(text, opened) => onWritten(index, text, opened)}
        />
      ) : (
        <p className={classes.words} data-words>
          {segment.text === '' ? (
            <span className={classes.silence}>(nothing here)</span>
          ) : (
            <Words segment={segment} hits={hits} currentHit={currentHit} />
          )}
        </p>
      )}
      {!editing && (
        <button
          type="button"
          className={classes.edit}
          aria-label={`Edit the text at ${time}`}
          onClick={() => onEdit(index)}
        >
          <IconPencil size={16} aria-hidden />
        </button>
      )}
    </li>
  );
});
