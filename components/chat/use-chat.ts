'use client';

import { useMemo, useState } from 'react';

import { usePrivateMode } from '@/components/settings/use-private-mode';
import { problemMessage } from '@/hooks/api';
import { readContent } from '@/components/job/job-content';
import { cancelJob, submitJob } from '@/hooks/job-actions';
import { useJobs } from '@/hooks/use-jobs';
import { isEnded } from '@/lib/jobs/state';

import { historyOf, type Turn, turnsOf } from './thread';

const KINDS = ['chat'];
const FIRST_PAGE = 60;

interface Asking {
  question: string;
  /** Known once the server has taken the question; its job shows up in the list a moment later. */
  jobId: string | null;
}

async function answered(turns: readonly Turn[]) {
  const read = turns.map(async ({ question, versions }) => {
    const job = versions.findLast((version) => version.state === 'completed');
    const answer = job && (await readContent<'chat'>(job)).output?.answer;
    return answer === undefined || answer.trim() === '' ? [] : [{ question, answer }];
  });
  return (await Promise.all(read)).flat();
}

/** The talk over one transcript. It is made of jobs alone, so leaving and coming back shows all of it. */
export function useChat(transcriptionId: string) {
  const list = useJobs({ kinds: KINDS, subjectId: transcriptionId, limit: FIRST_PAGE });
  const turns = useMemo(() => turnsOf(list.jobs), [list.jobs]);
  const [isPrivate] = usePrivateMode();
  const [asking, setAsking] = useState<Asking | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const arrived = asking?.jobId != null && list.jobs.some((job) => job.id === asking.jobId);
  if (arrived) setAsking(null);

  const newest = turns.at(-1)?.versions.at(-1);
  const running = newest !== undefined && !isEnded(newest.state) ? newest : null;

  /**
   * Resolves to whether the question was taken.
   * @param fresh whether an answer that was given before will not do
   */
  const send = async (
    question: string,
    before: readonly Turn[],
    fresh: boolean,
  ): Promise<boolean> => {
    setProblem(null);
    setAsking({ question, jobId: null });
    try {
      const history = historyOf(await answered(before));
      const { id } = await submitJob('chat', {
        transcriptionId,
        question,
        history,
        ...(fresh ? { fresh } : {}),
        ...(isPrivate ? { private: isPrivate } : {}),
      });
      setAsking({ question, jobId: id });
      return true;
    } catch (error) {
      setAsking(null);
      setProblem(problemMessage(error));
      return false;
    }
  };
  return {
    turns,
    list,
    asking,
    problem,
    running,
    busy: asking !== null || running !== null,
    ask: (question: string) => send(question, turns, false),
    askAgain: () => {
      const last = turns.at(-1);
      return last === undefined
        ? Promise.resolve(false)
        : send(last.question, turns.slice(0, -1), true);
    },
    stop: async () => {
      if (running === null) return;
      try {
        await cancelJob(running.id);
      } catch (error) {
        setProblem(problemMessage(error));
      }
    },
  };
}
