'use client';

import { ActionIcon, Button, Progress, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCloudUpload,
  IconDownload,
  IconFileMusic,
  IconMicrophone,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';

import { confirmAction } from '@/components/feedback/confirm';
import type { OutboxRow as Row } from '@/lib/outbox/outbox-view';

import { downloadItem } from './download-item';
import type { OutboxClient } from './outbox-client';
import { factsOf, isInOtherTab, type RowWords, wordsOf } from './row-words';
import classes from './upload.module.css';
import { useClock } from './use-clock';

export interface OutboxRowProps {
  row: Row;
  online: boolean;
  client: OutboxClient;
}

/** An item on its way to the server: what it is, how far it is, and what can be done about it. */
export function OutboxRow({ row, online, client }: OutboxRowProps) {
  const { item } = row;
  const now = useClock(item.retryAt !== null);
  const words = wordsOf(row, { online, now });
  return (
    <li className={classes.row} data-state={item.state} data-item={item.id}>
      <div className={classes.rowHead}>
        <RowIcon tone={words.tone} row={row} />
        <div className={classes.rowText}>
          <div className={classes.name} title={item.name}>
            {item.name}
          </div>
          <div className={classes.status}>{factsOf(row, now)}</div>
          <div className={classes.status} data-tone={words.tone}>
            {words.text}
          </div>
        </div>
        <div className={classes.actions}>
          <RowActions row={row} online={online} client={client} />
        </div>
      </div>
      {words.percentage !== null && item.state !== 'failed' && (
        <Progress.Root size="sm" className={classes.progress}>
          <Progress.Section
            value={words.percentage}
            aria-label={`Upload of ${item.name}`}
            color={words.tone === 'busy' ? 'ember' : 'gray'}
          />
        </Progress.Root>
      )}
    </li>
  );
}

function RowIcon({ tone, row }: { tone: RowWords['tone']; row: Row }) {
  const size = { size: 20, 'aria-hidden': true } as const;
  return (
    <div className={classes.rowIcon} data-tone={tone}>
      {tone === 'bad' ? (
        <IconAlertTriangle {...size} />
      ) : row.sender !== null ? (
        <IconCloudUpload {...size} />
      ) : row.item.origin === 'microphone' ? (
        <IconMicrophone {...size} />
      ) : (
        <IconFileMusic {...size} />
      )}
    </div>
  );
}

function RowActions({ row, online, client }: OutboxRowProps) {
  const { item } = row;
  const { outbox } = client;
  if (item.state === 'recording') return null;
  const paused = item.hold === 'paused';
  const again = item.error?.code !== 'unsupported_media' && item.error?.code !== 'bytes_lost';
  return (
    <>
      {item.state === 'failed' && again && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => void outbox.send(item.id)}
        >
          Try again
        </Button>
      )}
      {online && waitsForRetry(row) && !isInOtherTab(row) && (
        <Button size="xs" variant="default" onClick={() => void outbox.send(item.id)}>
          Try now
        </Button>
      )}
      {row.sender === 'elsewhere' && !isInOtherTab(row) && (
        <Button size="xs" variant="default" onClick={() => void outbox.send(item.id, 'now')}>
          Send from here
        </Button>
      )}
      {item.state !== 'failed' && row.sender !== 'elsewhere' && !isInOtherTab(row) && (
        <IconAction
          label={`${paused ? 'Resume' : 'Pause'} ${item.name}`}
          onClick={() => void (paused ? outbox.send(item.id) : outbox.pause(item.id))}
        >
          {paused ? <IconPlayerPlay size={18} /> : <IconPlayerPause size={18} />}
        </IconAction>
      )}
      {item.origin === 'microphone' && row.bytesHere && (
        <IconAction
          label={`Download ${item.name}`}
          onClick={() => void downloadItem(item, client.store)}
        >
          <IconDownload size={18} />
        </IconAction>
      )}
      <IconAction label={`Remove ${item.name}`} onClick={() => void remove(row, client)}>
        <IconX size={18} />
      </IconAction>
    </>
  );
}

function waitsForRetry({ item, sender }: Row): boolean {
  return item.state !== 'failed' && item.error !== null && item.hold === null && sender === null;
}

/** A file is still on the person's disk; a recording is nowhere else. */
async function remove({ item }: Row, { outbox }: OutboxClient): Promise<void> {
  const sure =
    item.origin !== 'microphone' ||
    (await confirmAction({
      title: 'Discard this recording?',
      body: 'It was not transcribed yet, and this is the only copy. It cannot be brought back.',
      confirmLabel: 'Discard',
      cancelLabel: 'Keep it',
      danger: true,
    }));
  if (sure) await outbox.remove(item.id);
}

function IconAction(props: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={props.label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={props.label}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
