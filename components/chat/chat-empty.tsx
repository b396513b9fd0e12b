'use client';

import { Button, Stack } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';

import { EmptyState } from '@/components/feedback/empty-state';

const SUGGESTIONS = [
  'What is this about?',
  'What was decided?',
  'What are the next steps, and who takes them?',
  'Which dates and numbers are mentioned?',
];

/** Nothing was asked yet: what can be asked, ready to press. */
export function ChatEmpty({ busy, onAsk }: { busy: boolean; onAsk: (question: string) => void }) {
  return (
    <EmptyState
      order={3}
      icon={<IconMessageQuestion size={28} stroke={1.6} />}
      title="Ask this recording"
      description="Answers come from the transcript alone, with the places that they rest on."
      actions={
        <Stack gap="xs" w="100%">
          {SUGGESTIONS.map((question) => (
            <Button
              key={question}
              variant="default"
              size="sm"
              fw={500}
              disabled={busy}
              onClick={() => onAsk(question)}
            >
              {question}
            </Button>
          ))}
        </Stack>
      }
    />
  );
}
