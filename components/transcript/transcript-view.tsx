'use client';

import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconZoomQuestion } from '@tabler/icons-react';
import { useMemo, useState } from 'react';

import { EmptyState } from '@/components/feedback/empty-state';
import type { TranscriptDocument } from '@/lib/export/transcript-document';
import { toTxt } from '@/lib/export/txt';
import type { Job } from '@/lib/jobs/job';
import type { TranscriptionInput, TranscriptionOutput } from '@/lib/jobs/kinds/transcription';

import { ConflictDialog } from './conflict-dialog';
import { ExportMenu } from './export-menu';
import { KeysHelp } from './keys-help';
import { PlayerBar } from './player-bar';
import { Recording } from './recording';
import { SaveState } from './save-state';
import { SearchField } from './search-field';
import { isUncertain } from './segment-row';
import { TranscriptBody } from './transcript-body';
import classes from './toolbar.module.css';
import pageClasses from './transcription-page.module.css';
import { useEdits } from './use-edits';
import { useSearch } from './use-search';

export interface TranscriptViewProps {
  job: Job;
  input: TranscriptionInput | null;
  output: TranscriptionOutput;
}

/** The transcript with everything that a reader does with it: search, copy, export, edit, listen. */
export function TranscriptView({ job, input, output }: TranscriptViewProps) {
  const edits = useEdits(job.id, output, job.revision);
  const { segments, status } = edits;
  const search = useSearch(segments);
  const clipboard = useClipboard({ timeout: 2_000 });
  const [showUncertain, setShowUncertain] = useState(false);
  const [loads, setLoads] = useState(0);

  const { language, duration, engine } = output;
  const document = useMemo<TranscriptDocument>(
    () => ({
      title: job.title,
      language,
      duration,
      segments,
      engine,
      createdAt: new Date(job.createdAt).toISOString(),
    }),
    [job.title, job.createdAt, language, duration, segments, engine],
  );
  const uncertain = useMemo(
    () =>
      segments.reduce(
        (sum, { words }) => sum + words.filter((word) => isUncertain(word.confidence)).length,
        0,
      ),
    [segments],
  );

  if (segments.length === 0) {
    return (
      <EmptyState
        icon={<IconZoomQuestion size={30} stroke={1.6} />}
        title="No words were found"
        description="The recording was heard to its end, and nothing in it was understood as speech."
      />
    );
  }
  const mediaId = output.mediaKept ? (input?.mediaId ?? null) : null;
  return (
    <>
      <div className={classes.toolbar} role="toolbar" aria-label="Transcript tools">
        <SearchField search={search} />
        {uncertain > 0 && (
          <Tooltip label="Underlines the words that the engine was unsure of">
            <Button
              variant={showUncertain ? 'light' : 'default'}
              aria-pressed={showUncertain}
              onClick={() => setShowUncertain((shown) => !shown)}
            >
              {uncertain.toLocaleString('en')} unsure
            </Button>
          </Tooltip>
        )}
        <Tooltip label={clipboard.copied ? 'Copied' : 'Copy the whole text'}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={clipboard.copied ? 'Copied' : 'Copy the whole text'}
            onClick={() => clipboard.copy(toTxt(document))}
          >
            {clipboard.copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
          </ActionIcon>
        </Tooltip>
        <ExportMenu document={document} />
        {mediaId !== null && <KeysHelp />}
        <SaveState
          status={status}
          canUndo={edits.canUndo}
          canRedo={edits.canRedo}
          onUndo={edits.undo}
          onRedo={edits.redo}
          onRetry={edits.retry}
        />
      </div>
      {!output.mediaKept && (
        <Text size="sm" c="dimmed" className={classes.note}>
          The recording was deleted after it was transcribed, as was asked. The transcript is all
          here; there is only no sound to play.
        </Text>
      )}
      <TranscriptBody
        segments={segments}
        hits={search.hits}
        currentHit={search.currentHit}
        playable={mediaId !== null}
        showUncertain={showUncertain}
        onWrite={edits.write}
      />
      {mediaId !== null && (
        <div className={pageClasses.player}>
          <Recording key={loads} mediaId={mediaId} />
          <PlayerBar duration={output.duration} onReload={() => setLoads((count) => count + 1)} />
        </div>
      )}
      <ConflictDialog
        conflict={status.state === 'conflict' ? status.conflict : null}
        onSettle={edits.settle}
      />
    </>
  );
}
