'use client';

import { Button } from '@mantine/core';
import { IconFocusCentered } from '@tabler/icons-react';
import { type MouseEvent, useCallback, useRef, useState } from 'react';

import type { Segment } from '@/lib/jobs/kinds/transcription';

import type { Hit } from './find';
import { usePlayer } from './player-context';
import { SegmentRow } from './segment-row';
import classes from './transcript.module.css';
import { useFollow } from './use-follow';

export interface TranscriptBodyProps {
  segments: readonly Segment[];
  hits: ReadonlyMap<number, readonly Hit[]>;
  currentHit: Hit | null;
  playable: boolean;
  showUncertain: boolean;
  onWrite: (index: number, text: string, opened: string) => void;
}

/** The transcript itself. Off-screen segments cost no layout (content-visibility), so a day of speech scrolls. */
export function TranscriptBody(props: TranscriptBodyProps) {
  const { segments, hits, currentHit, playable, showUncertain, onWrite } = props;
  const player = usePlayer();
  const list = useRef<HTMLOListElement>(null);
  const [editing, setEditing] = useState(-1);
  const follow = useFollow(list, segments);

  const written = useCallback(
    (index: number, text: string | null, opened: string) => {
      setEditing(-1);
      if (text !== null) onWrite(index, text, opened);
      // Focus was in the field, which is gone: back to its segment, not to the top of the page.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) {
          document.getElementById(`segment-${index}`)?.focus({ preventScroll: true });
        }
      });
    },
    [onWrite],
  );

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const index = Number(target.closest('[data-segment]')?.getAttribute('data-segment') ?? -1);
    const segment = segments[index];
    if (!playable || segment === undefined) return;
    if (window.getSelection()?.isCollapsed === false) return;
    const word = target.closest('[data-word]')?.getAttribute('data-word');
    const start = word === null || word === undefined ? null : segment.words[Number(word)]?.start;
    const wanted = target.closest('[data-play], [data-words]') !== null;
    if (!wanted) return;
    player.seek(start ?? segment.start);
    player.play();
    follow.resume();
  };

  return (
    <>
      {/* A mouse's shortcut: every segment's time is a button that does the same from the keyboard. */}
      <ol
        ref={list}
        className={classes.transcript}
        data-playable={playable}
        data-show-uncertain={showUncertain || undefined}
        onClick={onClick}
        aria-label="Transcript"
      >
        {segments.map((segment, index) => (
          <SegmentRow
            key={index}
            index={index}
            segment={segment}
            hits={hits.get(index)}
            currentHit={currentHit?.segment === index ? currentHit.hit : -1}
            playable={playable}
            editing={editing === index}
            onEdit={setEditing}
            onWritten={written}
          />
        ))}
      </ol>
      {follow.yielded && (
        <Button
          className={classes.resume}
          size="compact-sm"
          radius="xl"
          leftSection={<IconFocusCentered size={16} aria-hidden />}
          onClick={follow.resume}
        >
          Follow along
        </Button>
      )}
    </>
  );
}
