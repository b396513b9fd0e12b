'use client';

import { Button } from '@mantine/core';
import { IconMicrophone, IconSearchOff } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';
import { LinkButton } from '@/components/feedback/link-button';

import { SampleButton } from './sample-button';

/** A first visit: what the library is for, and two ways to fill it. */
export function EmptyLibrary() {
  return (
    <EmptyState
      icon={<IconMicrophone size={30} stroke={1.75} />}
      title="Your first recording goes here"
      description="Record something, or drop an audio or video file. You get a transcript to read, search and ask, and everything you make of it is kept here."
      actions={
        <>
          <LinkButton href="/new" leftSection={<IconMicrophone size={16} aria-hidden />}>
            Make a recording
          </LinkButton>
          <SampleButton />
        </>
      }
    />
  );
}

/** Filters that leave nothing. */
export function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<IconSearchOff size={30} stroke={1.75} />}
      title="Nothing matches"
      description="No job has this title, kind and stage together."
      actions={
        <Button variant="default" onClick={onClear}>
          Show everything
        </Button>
      }
    />
  );
}
