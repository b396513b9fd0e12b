'use client';

import { Button, Group, Select, Text } from '@mantine/core';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';

import { PageHeader } from '@/components/feedback/page-header';
import { RowsSkeleton } from '@/components/feedback/skeletons';
import { TranscriptionQueueStatus } from '@/components/transcription-queue/transcription-queue-status';
import { useUser } from '@/hooks/use-user';

import { DECKS } from './decks';
import { Flashcard } from './flashcard';

/** Interview practice: a deck of questions, one card at a time. */
export function Practice() {
  const { user } = useUser();
  const [deckId, setDeckId] = useState(DECKS[0]?.id ?? '');
  const [place, setPlace] = useState(0);
  const deck = DECKS.find(({ id }) => id === deckId) ?? DECKS[0];
  const card = deck?.cards[place];
  if (deck === undefined || card === undefined) return null;
  const last = deck.cards.length - 1;
  return (
    <>
      <PageHeader
        title="Practice"
        description="Answer aloud, read what was understood, and get feedback."
        actions={
          <Select
            aria-label="Deck"
            w={180}
            allowDeselect={false}
            data={DECKS.map(({ id, title }) => ({ value: id, label: title }))}
            value={deck.id}
            onChange={(id) => {
              setDeckId(id ?? deck.id);
              setPlace(0);
            }}
          />
        }
      />
      {user === null ? (
        <RowsSkeleton rows={2} label="Loading" />
      ) : (
        <Flashcard key={`${deck.id}/${card.id}`} card={card} userId={user.uid} />
      )}
      <Group justify="space-between" mt="md">
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          disabled={place === 0}
          onClick={() => setPlace(place - 1)}
        >
          Previous
        </Button>
        <Text size="sm" c="dimmed" role="status">
          Question {place + 1} of {deck.cards.length}
        </Text>
        <Button
          variant="default"
          rightSection={<IconArrowRight size={16} aria-hidden />}
          disabled={place === last}
          onClick={() => setPlace(place + 1)}
        >
          Next
        </Button>
      </Group>
      <TranscriptionQueueStatus />
    </>
  );
}
