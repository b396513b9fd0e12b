'use client';

import { Button, Group, Modal, Paper, ScrollArea, SimpleGrid, Stack, Text } from '@mantine/core';

import { clockTime } from '@/lib/export/timestamp';
import type { Segment } from '@/lib/jobs/kinds/transcription';

import type { Conflict, Saved } from './save-edits';

function Side({ title, text }: { title: string; text: string }) {
  return (
    <Paper withBorder p="sm">
      <Text size="xs" c="dimmed" fw={600}>
        {title}
      </Text>
      <Text size="sm">{text === '' ? '(empty)' : text}</Text>
    </Paper>
  );
}

/** The same segment was changed here and in another window: the person decides. Nothing is lost until they do. */
export function ConflictDialog({
  conflict,
  onSettle,
}: {
  conflict: Conflict | null;
  onSettle: (base: Saved, segments: readonly Segment[]) => void;
}) {
  if (conflict === null) return null;
  const { theirs, mine, clashes, merged } = conflict;
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="This transcript was also changed somewhere else"
      size="lg"
      centered
    >
      <Stack>
        <Text size="sm">
          {clashes === null
            ? 'Another window saved a version with other segments. Keep one of the two.'
            : 'Another window saved other words for the same place. Choose which to keep; changes elsewhere are kept from both.'}
        </Text>
        <ScrollArea.Autosize mah="45vh">
          <Stack gap="md">
            {(clashes ?? []).map((index) => (
              <div key={index}>
                <Text size="xs" c="dimmed" mb={4}>
                  At {clockTime(mine[index]?.start ?? 0)}
                </Text>
                <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
                  <Side title="Yours" text={mine[index]?.text ?? ''} />
                  <Side title="The other" text={theirs.segments[index]?.text ?? ''} />
                </SimpleGrid>
              </div>
            ))}
          </Stack>
        </ScrollArea.Autosize>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onSettle(theirs, theirs.segments)}>
            Take the other
          </Button>
          <Button onClick={() => onSettle(theirs, merged)}>Keep mine</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
