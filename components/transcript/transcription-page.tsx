'use client';

import { Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';

import { ChatPanel } from '@/components/chat/chat-panel';
import { ContentPanel } from '@/components/content/content-panel';
import { JobDetails } from '@/components/job/job-details';
import { JobHeader } from '@/components/job/job-header';
import { SummaryPanel } from '@/components/summary/summary-panel';
import type { Job } from '@/lib/jobs/job';
import type { TranscriptionInput, TranscriptionOutput } from '@/lib/jobs/kinds/transcription';

import { createPlayer } from './player';
import { PlayerContext } from './player-context';
import { pointAtSegment } from './point-at-segment';
import { scrollToSegment } from './scroll-to-segment';
import { StageContext, type TranscriptStage } from './stage';
import { TranscriptFacts } from './transcript-facts';
import { TranscriptView } from './transcript-view';
import classes from './transcription-page.module.css';
import { type PanelTab, usePanelTab } from './use-panel-tab';

/** Wide enough for the transcript and a panel side by side; the same width is in the style sheet. */
const SIDE_BY_SIDE = '(min-width: 64em)';

const TITLES: readonly (readonly [PanelTab, string])[] = [
  ['summary', 'Summary'],
  ['chat', 'Chat'],
  ['content', 'Content'],
];

export interface TranscriptionPageProps {
  job: Job;
  input: TranscriptionInput | null;
  output: TranscriptionOutput;
}

/** A finished transcription: the transcript with its player, and beside it what can be made of it. */
export function TranscriptionPage({ job, input, output }: TranscriptionPageProps) {
  const id = useId();
  const wide = useMediaQuery(SIDE_BY_SIDE, true, { getInitialValueInEffect: false });
  const [tab, setTab] = usePanelTab();
  const shown = wide && tab === 'transcript' ? 'summary' : tab;
  const [player] = useState(() => createPlayer(output.duration));

  /** The place that was gone to last: it stays marked when the pointer leaves its citation. */
  const pinned = useRef<number | null>(null);

  const goTo = useCallback(
    (segment: number, start: number | null) => {
      if (!wide) setTab('transcript');
      if (start !== null) player.seek(start);
      pinned.current = segment;
      pointAtSegment(segment);
      // After the transcript is shown again, where it was hidden.
      requestAnimationFrame(() => {
        scrollToSegment(segment, { always: true });
        if (!wide) document.getElementById(`segment-${segment}`)?.focus({ preventScroll: true });
      });
    },
    [wide, setTab, player],
  );

  // A link from an answer that is shown on its own: #segment-12.
  const openLinked = useEffectEvent(() => {
    const linked = /^#segment-(\d+)$/.exec(window.location.hash)?.[1];
    const segment = output.segments[Number(linked ?? Number.NaN)];
    if (segment !== undefined) goTo(Number(linked), segment.start);
  });
  useEffect(() => openLinked(), []);

  const stage = useMemo<TranscriptStage>(
    () => ({ goTo, pointAt: (segment) => pointAtSegment(segment ?? pinned.current) }),
    [goTo],
  );

  return (
    <PlayerContext value={player}>
      <StageContext value={stage}>
        <Tabs
          id={id}
          value={shown}
          onChange={(value) => setTab(value as PanelTab)}
          className={classes.page}
          data-tab={shown}
        >
          <div className={classes.head}>
            <JobHeader job={job} facts={<TranscriptFacts output={output} />} />
          </div>
          <div className={classes.side} data-own-scroll={wide || undefined}>
            <Tabs.List className={classes.tabs} grow>
              {!wide && <Tabs.Tab value="transcript">Transcript</Tabs.Tab>}
              {TITLES.map(([value, title]) => (
                <Tabs.Tab key={value} value={value}>
                  {title}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="summary" className={classes.panel}>
              <SummaryPanel transcriptionId={job.id} />
            </Tabs.Panel>
            <Tabs.Panel value="chat" className={classes.panel} data-fill>
              <ChatPanel transcriptionId={job.id} />
            </Tabs.Panel>
            <Tabs.Panel value="content" className={classes.panel}>
              <ContentPanel transcriptionId={job.id} />
            </Tabs.Panel>
          </div>
          <section
            className={classes.main}
            {...(wide
              ? { 'aria-label': 'Transcript and recording' }
              : {
                  id: `${id}-panel-transcript`,
                  role: 'tabpanel',
                  'aria-labelledby': `${id}-tab-transcript`,
                })}
          >
            <TranscriptView job={job} input={input} output={output} />
            <JobDetails job={job} />
          </section>
        </Tabs>
      </StageContext>
    </PlayerContext>
  );
}
