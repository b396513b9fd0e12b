'use client';

import { Button, Group, Text, Title } from '@mantine/core';
import { IconDownload, IconPlayerPlay, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';

import { confirmAction } from '@/components/feedback/confirm';
import { formatBytes, formatClock, formatMoment } from '@/lib/outbox/amounts';
import type { OutboxItem } from '@/lib/outbox/item';

import { downloadItem } from './download-item';
import type { OutboxClient } from './outbox-client';
import { RecordingPlayer } from './recording-player';
import classes from './upload.module.css';
import { useClock } from './use-clock';

export interface RecoveredCardProps {
  item: OutboxItem;
  client: OutboxClient;
  onSend: (item: OutboxItem) => void;
}

/** A recording whose tab was closed or died before it was sent, and what can be done with it. */
export function RecoveredCard({ item, client, onSend }: RecoveredCardProps) {
  const now = useClock(false);
  const [playing, setPlaying] = useState(false);
  const discard = async () => {
    const sure = await confirmAction({
      title: 'Discard the recovered recording?',
      body: 'This device holds the only copy. It cannot be brought back.',
      confirmLabel: 'Discard',
      cancelLabel: 'Keep it',
      danger: true,
    });
    if (sure) await client.outbox.remove(item.id);
  };
  return (
    <section className={classes.recovered} aria-labelledby={`recovered-${item.id}`}>
      <Title order={2} size="h3" id={`recovered-${item.id}`}>
        Recovered recording of {formatClock(item.durationMs ?? 0)} from{' '}
        {formatMoment(item.createdAt, now)}
      </Title>
      <Text size="sm" mt={4} mb="md">
        “{item.name}” ({formatBytes(item.size)}) was cut off before it could be sent. It is kept
        here up to its last second.
      </Text>
      <Group gap="xs">
        <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => onSend(item)}>
          Send
        </Button>
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => setPlaying((shown) => !shown)}
          aria-expanded={playing}
        >
          {playing ? 'Hide the player' : 'Play'}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void downloadItem(item, client.store)}
        >
          Download
        </Button>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => void discard()}
        >
          Discard
        </Button>
      </Group>
      {playing && <RecordingPlayer item={item} store={client.store} />}
    </section>
  );
}
