'use client';

import { useState } from 'react';

import { ErrorState } from '@/components/feedback/error-state';
import { TextSkeleton } from '@/components/feedback/skeletons';
import { useJobContent } from '@/components/job/job-content';
import { LiveJob } from '@/components/job/live-job';
import { VersionPager } from '@/components/job/version-pager';
import type { Job } from '@/lib/jobs/job';

import { ChatAnswer } from './chat-answer';
import classes from './chat.module.css';
import type { Turn } from './thread';

interface AnswerProps {
  job: Job;
  busy: boolean;
  onRegenerate?: (() => void) | undefined;
  pager: React.ReactNode;
}

function Answer({ job, busy, onRegenerate, pager }: AnswerProps) {
  const { output, error } = useJobContent<'chat'>(job);
  if (job.state !== 'completed') {
    return (
      <>
        <LiveJob job={job} />
        {pager}
      </>
    );
  }
  if (error !== null) return <ErrorState title="The answer could not be loaded" error={error} />;
  if (output === null) return <TextSkeleton lines={2} label="Loading the answer" />;
  return (
    <ChatAnswer job={job} output={output} busy={busy} onRegenerate={onRegenerate}>
      {pager}
    </ChatAnswer>
  );
}

/** A question and its answer. Only the last one can be asked again: later ones build on it. */
export function ChatTurn({
  turn,
  busy,
  onRegenerate,
}: {
  turn: Turn;
  busy: boolean;
  onRegenerate?: (() => void) | undefined;
}) {
  const { versions } = turn;
  /** Null follows the newest. */
  const [picked, setPicked] = useState<{ version: number; of: number } | null>(null);
  const current = picked?.of === versions.length ? picked.version : versions.length - 1;
  const job = versions[current];
  if (job === undefined) return null;
  return (
    <li className={classes.turn}>
      <p className={classes.question}>{turn.question}</p>
      <div className={classes.answer}>
        <Answer
          key={job.id}
          job={job}
          busy={busy}
          onRegenerate={onRegenerate}
          pager={
            <VersionPager
              current={current}
              count={versions.length}
              onChange={(version) => setPicked({ version, of: versions.length })}
            />
          }
        />
      </div>
    </li>
  );
}
