'use client';

import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { ErrorState } from '@/components/feedback/error-state';
import { startBulk } from '@/hooks/monitor/admin-job-actions';
import type { BulkAction } from '@/lib/jobs/kinds/bulk_action';

import type { JobSearch } from '../jobs/job-search';
import { wholeWords } from '../live/words';
import { bulkTarget, isFilter, statesFor } from './bulk-plan';
import { BULK_WORDS, jobsWords, takesWords } from './bulk-words';
import { useMatchCount } from './use-match-count';

const PACE = { usual: 20, most: 200 } as const;

export interface BulkDialogProps {
  action: BulkAction;
  search: JobSearch;
  onClose: () => void;
  onStarted: (jobId: string) => void;
}

/** Says how many jobs a bulk action will take and what that means, before it begins. */
export function BulkDialog({ action, search, onClose, onStarted }: BulkDialogProps) {
  const [asOf] = useState(() => Date.now());
  const {
    counted,
    count,
    error: countError,
    again,
  } = useMatchCount({ ...search, states: statesFor(action, search) }, asOf);
  const [perSecond, setPerSecond] = useState<number>(PACE.usual);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { verb, explains, danger } = BULK_WORDS[action];
  const capped = count !== null && !count.complete && !isFilter(search);

  const start = async () => {
    if (count === null) return;
    setBusy(true);
    setError(null);
    try {
      const job = await startBulk(action, bulkTarget(action, search, asOf, count), perSecond);
      onStarted(job.id);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={`${verb}: everything found`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text role="status" fw={600}>
          {count === null ? `Counting: ${wholeWords(counted)} so far …` : found(jobsWords(count))}
        </Text>
        <Text size="sm">{takesWords(action, search)}</Text>
        {capped && (
          <Text size="sm">
            A search by text, id or priority is taken job by job: the newest 1,000 now, the rest by
            doing it again.
          </Text>
        )}
        <Text size="sm">{explains}</Text>
        <NumberInput
          label="Jobs a second at most"
          min={1}
          max={PACE.most}
          allowDecimal={false}
          value={perSecond}
          onChange={(value) => setPerSecond(typeof value === 'number' ? value : PACE.usual)}
        />
        {countError !== null && (
          <ErrorState title="The jobs could not be counted" error={countError} onRetry={again} />
        )}
        {error !== null && <ErrorState title="It was not started" error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Do nothing
          </Button>
          <Button
            {...(danger ? { color: 'red' } : {})}
            loading={busy}
            disabled={count === null || count.jobs === 0}
            onClick={() => void start()}
          >
            {count === null || count.jobs === 0 ? verb : `${verb} ${jobsWords(count)}`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function found(jobs: string): string {
  return `This takes ${jobs}.`;
}
