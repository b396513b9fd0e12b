'use client';

import { Popover, Text, UnstyledButton } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';

import { useStage } from '@/components/transcript/stage';
import { clockTime } from '@/lib/export/timestamp';
import type { Citation } from '@/lib/jobs/kinds/chat';

import classes from './chat.module.css';

export interface CitationProps {
  /** From 1, as the answer counts. */
  number: number;
  citation: Citation;
  /** The transcript that it cites, for an answer that is shown without it. */
  subjectId: string | null;
}

/** A source in an answer: its words on hover and focus; pressed, the place in the transcript and the recording. */
export function CitationButton({ number, citation, subjectId }: CitationProps) {
  const stage = useStage();
  const [shown, setShown] = useState(false);
  const { segment, start, quote } = citation;
  const at = start === null ? '' : ` at ${clockTime(start)}`;
  const label = `Source ${number}${at}: ${quote}`;

  const show = (visible: boolean) => {
    setShown(visible);
    stage?.pointAt(visible ? segment : null);
  };
  const events = {
    onMouseEnter: () => show(true),
    onMouseLeave: () => show(false),
    onFocus: () => show(true),
    onBlur: () => show(false),
  };
  return (
    <Popover
      opened={shown}
      onChange={setShown}
      width={280}
      position="top"
      withArrow
      withRoles={false}
    >
      <Popover.Target>
        {stage === null && subjectId !== null ? (
          <UnstyledButton
            component={Link}
            href={`/jobs/${subjectId}#segment-${segment}`}
            className={classes.citation}
            aria-label={label}
            {...events}
          >
            {number}
          </UnstyledButton>
        ) : (
          <UnstyledButton
            className={classes.citation}
            aria-label={label}
            onClick={() => stage?.goTo(segment, start)}
            {...events}
          >
            {number}
          </UnstyledButton>
        )}
      </Popover.Target>
      <Popover.Dropdown style={{ pointerEvents: 'none' }} aria-hidden>
        {start !== null && (
          <Text size="xs" c="dimmed" fw={600}>
            {clockTime(start)}
          </Text>
        )}
        <Text size="sm" lineClamp={6}>
          “{quote}”
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
