'use client';

import { Button, Collapse, Group, List, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';

import { ErrorState } from '@/components/feedback/error-state';
import { LiveJob } from '@/components/job/live-job';
import { AnswerRecorder } from './answer-recorder';
import type { PracticeCard } from './decks';
import { FeedbackPanel } from './feedback-panel';
import classes from './practice.module.css';
import { SendingNotice } from './sending-notice';
import { useSpokenAnswer } from './use-spoken-answer';

export interface FlashcardProps {
  card: PracticeCard;
  userId: string;
}

/** A question, a spoken answer, its transcript, and feedback on it. Give it the card's id as its key. */
export function Flashcard({ card, userId }: FlashcardProps) {
  const answer = useSpokenAnswer(card, userId);
  const [hint, setHint] = useState(false);
  const { transcription } = answer;
  return (
    <article className={classes.card} aria-labelledby={`question-${card.id}`}>
      <Title order={2} id={`question-${card.id}`} className={classes.question}>
        {card.question}
      </Title>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={hint}
        onClick={() => setHint((shown) => !shown)}
      >
        {hint ? 'Hide the hint' : 'What would a good answer mention?'}
      </Button>
      <Collapse expanded={hint}>
        <List size="sm" className={classes.hint}>
          {card.points.map((point) => (
            <List.Item key={point}>{point}</List.Item>
          ))}
        </List>
      </Collapse>
      <AnswerRecorder userId={userId} name={`Answer: ${card.question}`} onRecorded={answer.take} />
      {answer.sending !== null && <SendingNotice item={answer.sending} />}
      {transcription !== null && transcription.state !== 'completed' && (
        <LiveJob job={transcription} />
      )}
      {answer.text !== null && (
        <Stack gap={6} className={classes.result}>
          <Text fw={600} size="sm">
            What was understood
          </Text>
          <Text>{answer.text}</Text>
        </Stack>
      )}
      {answer.problem !== null && (
        <ErrorState
          title="The feedback was not started"
          error={answer.problem}
          onRetry={answer.askAgain}
        />
      )}
      {answer.feedback !== null && (
        <Stack gap={6} className={classes.result} aria-live="polite">
          <Group justify="space-between">
            <Text fw={600} size="sm">
              Feedback
            </Text>
          </Group>
          <FeedbackPanel job={answer.feedback} />
        </Stack>
      )}
    </article>
  );
}
