'use client';

import type { Job } from '@/lib/jobs/job';
import type { ChatOutput } from '@/lib/jobs/kinds/chat';

import { ChatAnswer } from './chat-answer';
import classes from './chat.module.css';
import { questionOf } from './thread';

/** One question with its answer, opened on its own. */
export function ChatResult({ job, output }: { job: Job; output: ChatOutput }) {
  return (
    <>
      <p className={classes.question}>{questionOf(job)}</p>
      <ChatAnswer job={job} output={output} />
    </>
  );
}
