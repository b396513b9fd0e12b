'use client';

import { Anchor, CloseButton, Group, Progress, Text } from '@mantine/core';
import Link from 'next/link';

import { StateBadge } from '@/components/feedback/state-badge';
import { problemMessage } from '@/hooks/api';
import { useJob } from '@/hooks/use-job';
import { isEnded } from '@/lib/jobs/state';

import { CancelAction } from '../jobs/cancel-action';
import { BULK_WORDS, resultWords } from './bulk-words';
import classes from './bulk.module.css';
import { useWhenEnded } from './use-when-ended';

export interface BulkProgressProps {
  jobId: string;
  /** It ended: what is listed is old. */
  onEnded: () => void;
  onClose: () => void;
}

/** A bulk action as it goes, to its end and with its result. */
export function BulkProgress({ jobId, onEnded, onClose }: BulkProgressProps) {
  const { job, input, output, error } = useJob<'bulk_action'>(jobId);
  const ended = job !== null && isEnded(job.state);
  useWhenEnded(ended, onEnded);
  const action = input?.action ?? null;

  return (
    <section className={classes.panel} aria-label="Bulk action">
      <Group justify="space-between" gap="sm" wrap="nowrap" align="flex-start">
        <Group gap="sm">
          <Text fw={600}>{action === null ? 'Bulk action' : BULK_WORDS[action].verb}</Text>
          {job !== null && <StateBadge state={job.state} />}
          <Anchor component={Link} href={`/admin/jobs/${jobId}`} size="sm">
            Its job
          </Anchor>
        </Group>
        <Group gap="xs" wrap="nowrap">
          {job !== null && !ended && (
            <CancelAction
              id={jobId}
              what="the bulk action"
              stopping={job.cancelRequestedAt !== null}
            />
          )}
          <CloseButton aria-label="Hide this bulk action" onClick={onClose} />
        </Group>
      </Group>
      {!ended && error === null && (
        <Progress
          mt="sm"
          aria-label="Bulk action"
          value={job?.progress?.percentage ?? 0}
          animated={job?.state === 'processing'}
        />
      )}
      <Text size="sm" mt="xs" role="status">
        {error !== null
          ? problemMessage(error)
          : output !== null && action !== null
            ? resultWords(action, output)
            : (job?.error?.message ?? job?.progress?.message ?? 'Waits for a worker …')}
      </Text>
      {output !== null && output.errors.length > 0 && (
        <ul className={classes.errors}>
          {output.errors.map(({ jobId: failedId, message }) => (
            <li key={failedId}>
              <Anchor component={Link} href={`/admin/jobs/${failedId}`} size="sm">
                {failedId}
              </Anchor>{' '}
              {message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
