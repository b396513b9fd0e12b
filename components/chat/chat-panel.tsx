'use client';

import { Button, Text } from '@mantine/core';
import { useRef } from 'react';

import { ErrorState } from '@/components/feedback/error-state';
import { TextSkeleton } from '@/components/feedback/skeletons';

import { ChatEmpty } from './chat-empty';
import { ChatTurn } from './chat-turn';
import classes from './chat.module.css';
import { Composer } from './composer';
import { useChat } from './use-chat';
import { useStickToEnd } from './use-stick-to-end';

/** A talk over one transcript. */
export function ChatPanel({ transcriptionId }: { transcriptionId: string }) {
  const chat = useChat(transcriptionId);
  const { turns, list, asking, busy } = chat;
  const end = useRef<HTMLDivElement>(null);
  const last = turns.at(-1)?.versions.at(-1);

  // Growing text, a new question, a finished answer: each moves the end of the talk.
  const marker = `${turns.length} ${last?.id} ${last?.state} ${last?.partial?.length} ${asking?.question}`;
  useStickToEnd(end, marker);

  const empty = turns.length === 0 && asking === null;
  return (
    <div className={classes.chat}>
      <div className={classes.scroll} data-scroll>
        {list.isLoading && <TextSkeleton label="Loading the chat" />}
        {list.error !== null && (
          <ErrorState title="The chat could not be loaded" error={list.error} />
        )}
        {empty && !list.isLoading && list.error === null && (
          <ChatEmpty busy={busy} onAsk={(question) => void chat.ask(question)} />
        )}
        {list.hasMore && (
          <Button
            variant="default"
            size="compact-sm"
            loading={list.isLoadingMore}
            onClick={list.loadMore}
          >
            Show earlier questions
          </Button>
        )}
        <ol className={classes.thread} aria-label="Chat">
          {turns.map((turn, index) => (
            <ChatTurn
              key={turn.versions[0]?.id}
              turn={turn}
              busy={busy}
              onRegenerate={
                index === turns.length - 1 && !busy ? () => void chat.askAgain() : undefined
              }
            />
          ))}
          {asking !== null && (
            <li className={classes.turn}>
              <p className={classes.question}>{asking.question}</p>
              <Text size="sm" c="dimmed" className={classes.answer}>
                Sending…
              </Text>
            </li>
          )}
        </ol>
        <div ref={end} />
      </div>
      <Composer
        busy={busy}
        problem={chat.problem}
        onAsk={chat.ask}
        onStop={
          chat.running === null || chat.running.cancelRequestedAt !== null
            ? null
            : () => void chat.stop()
        }
      />
    </div>
  );
}
