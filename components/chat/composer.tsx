'use client';

import { ActionIcon, Text, Textarea } from '@mantine/core';
import { IconArrowUp, IconPlayerStopFilled } from '@tabler/icons-react';
import { type KeyboardEvent, type SubmitEvent, useState } from 'react';

import classes from './chat.module.css';

const MAX_QUESTION = 8_000;

export interface ComposerProps {
  /** An answer is on its way: it can be stopped, and the next question written but not sent. */
  busy: boolean;
  problem: string | null;
  /** Resolves to whether the question was taken: if not, it stays to be sent again. */
  onAsk: (question: string) => Promise<boolean>;
  onStop: (() => void) | null;
}

/** Where a question is written. Enter sends, Shift+Enter makes a new line. */
export function Composer({ busy, problem, onAsk, onStop }: ComposerProps) {
  const [text, setText] = useState('');
  const question = text.trim();

  const send = async () => {
    if (question === '' || busy) return;
    setText('');
    if (!(await onAsk(question))) setText((newer) => (newer === '' ? question : newer));
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form className={classes.composer} onSubmit={onSubmit}>
      {problem !== null && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" mb={6}>
          {problem}
        </Text>
      )}
      <Textarea
        aria-label="Your question about this recording"
        placeholder="Ask about this recording"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={MAX_QUESTION}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        rightSectionWidth={48}
        rightSection={
          onStop === null ? (
            <ActionIcon
              type="submit"
              radius="xl"
              size={32}
              aria-label="Send"
              disabled={question === '' || busy}
            >
              <IconArrowUp size={18} />
            </ActionIcon>
          ) : (
            <ActionIcon
              radius="xl"
              size={32}
              color="gray"
              aria-label="Stop the answer"
              onClick={onStop}
            >
              <IconPlayerStopFilled size={16} />
            </ActionIcon>
          )
        }
      />
    </form>
  );
}
