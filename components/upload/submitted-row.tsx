'use client';

import { ActionIcon, Anchor, Button, Progress, Tooltip } from '@mantine/core';
import { IconArrowRight, IconFileText, IconX } from '@tabler/icons-react';
import Link from 'next/link';

import { StateBadge } from '@/components/feedback/state-badge';
import { stageOf } from '@/components/job/stage-words';
import { useJob } from '@/hooks/use-job';
import type { OutboxItem } from '@/lib/outbox/item';

import type { OutboxClient } from './outbox-client';
import classes from './upload.module.css';
import { useClock } from './use-clock';

/** An item that has its job: a link to it, and how it goes, live. */
export function SubmittedRow({ item, client }: { item: OutboxItem; client: OutboxClient }) {
  const { job, position, error } = useJob<'transcription'>(item.jobId);
  const now = useClock(job?.state === 'scheduled');
  const stage = job === null ? null : stageOf(job, position, now);
  const href = `/jobs/${item.jobId ?? ''}`;
  const gone = error?.status === 404;
  const status = gone
    ? 'It was deleted.'
    : (error?.detail ?? stage?.detail ?? 'Sent. Asking how it goes…');
  return (
    <li className={classes.row} data-state="submitted" data-item={item.id}>
      <div className={classes.rowHead}>
        <div className={classes.rowIcon} data-tone={job?.state === 'failed' ? 'bad' : 'good'}>
          <IconFileText size={20} aria-hidden />
        </div>
        <div className={classes.rowText}>
          <div className={classes.name}>
            {gone ? (
              item.name
            ) : (
              <Anchor component={Link} href={href} c="inherit" fw={600}>
                {item.name}
              </Anchor>
            )}
          </div>
          <div className={classes.status}>{status}</div>
        </div>
        <div className={classes.actions}>
          {job !== null && (
            <StateBadge state={job.state} stopping={job.cancelRequestedAt !== null} />
          )}
          {!gone && (
            <Button
              component={Link}
              href={href}
              size="xs"
              variant="light"
              rightSection={<IconArrowRight size={14} aria-hidden />}
              aria-label={`Open ${item.name}`}
            >
              Open
            </Button>
          )}
          <Tooltip label="Remove from this list" openDelay={400}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove ${item.name} from this list`}
              onClick={() => void client.outbox.remove(item.id)}
            >
              <IconX size={18} />
            </ActionIcon>
          </Tooltip>
        </div>
      </div>
      {job?.state === 'processing' && (
        <Progress.Root size="sm" className={classes.progress}>
          <Progress.Section
            value={job.progress?.percentage ?? 0}
            aria-label={`Transcription of ${item.name}`}
          />
        </Progress.Root>
      )}
    </li>
  );
}
