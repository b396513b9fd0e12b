'use client';

import { useEffect, useState } from 'react';

import { useOutbox } from '@/components/upload/use-outbox';
import { ApiProblem } from '@/hooks/api';
import { submitJob } from '@/hooks/job-actions';
import { useJob } from '@/hooks/use-job';
import type { Job } from '@/lib/jobs/job';
import type { OutboxItem } from '@/lib/outbox/item';

import type { PracticeCard } from './decks';

/** How far a spoken answer is on its way to its feedback. */
export interface SpokenAnswer {
  /** The recording on its way to the server; null before and after. */
  sending: OutboxItem | null;
  transcription: Job | null;
  /** What was understood; null until it was transcribed. */
  text: string | null;
  feedback: Job | null;
  problem: ApiProblem | null;
  /** Takes up a recording that was stopped. */
  take: (itemId: string) => void;
  /** Asks for the feedback again, after it was refused. */
  askAgain: () => void;
}

/** Follows one answer: recording → transcription → feedback, which is asked for by itself. */
export function useSpokenAnswer(card: PracticeCard, userId: string): SpokenAnswer {
  const { rows } = useOutbox(userId);
  const [itemId, setItemId] = useState<string | null>(null);
  const [feedbackId, setFeedbackId] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [tries, setTries] = useState(0);

  const item = rows.find((row) => row.item.id === itemId)?.item ?? null;
  const [transcriptionId, setTranscriptionId] = useState<string | null>(null);
  if (item !== null && item.jobId !== null && item.jobId !== transcriptionId) {
    setTranscriptionId(item.jobId);
  }
  const transcription = useJob<'transcription'>(transcriptionId);
  const feedback = useJob<'interview_feedback'>(feedbackId);
  const understood = transcription.job?.state === 'completed' ? transcriptionId : null;

  useEffect(() => {
    if (understood === null) return;
    let left = false;
    const { question, points } = card;
    submitJob(
      'interview_feedback',
      { transcriptionId: understood, question, points },
      { idempotencyKey: `feedback-${understood}` },
    ).then(
      (view) => {
        if (!left) setFeedbackId(view.id);
      },
      (error: unknown) => {
        if (!left && error instanceof ApiProblem) setProblem(error);
      },
    );
    return () => {
      left = true;
    };
  }, [understood, card, tries]);

  return {
    sending: transcriptionId === null ? item : null,
    transcription: transcription.job,
    text: transcription.output?.text ?? null,
    feedback: feedback.job,
    problem,
    take: (id) => {
      setItemId(id);
      setTranscriptionId(null);
      setFeedbackId(null);
      setProblem(null);
    },
    askAgain: () => {
      setProblem(null);
      setTries((count) => count + 1);
    },
  };
}
