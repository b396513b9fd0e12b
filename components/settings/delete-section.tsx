'use client';

import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useSWRConfig } from 'swr';

import { ErrorState } from '@/components/feedback/error-state';
import { type ApiProblem, apiFetch, LONG_ANSWER_MS } from '@/hooks/api';
import { useUser } from '@/hooks/use-user';

import { Section } from './section';

const PHRASE = 'delete everything';

interface Erased {
  jobs: number;
  media: number;
  /** Running jobs that were told to stop, and have not yet. */
  stopping: number;
}

type Outcome = { erased: Erased } | { problem: ApiProblem };

/** Deletes all of a person's jobs and recordings, once they have typed that they mean it. */
export function DeleteSection() {
  const { user } = useUser();
  const { mutate } = useSWRConfig();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const sure = typed.trim().toLowerCase() === PHRASE;

  const erase = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!sure || user === null) return;
    setBusy(true);
    setOutcome(null);
    try {
      const erased = await apiFetch<Erased>('/api/me/data', {
        method: 'DELETE',
        timeLimitMs: LONG_ANSWER_MS,
      });
      setOutcome({ erased });
      setTyped('');
      await mutate(['/api/usage', user.uid]);
    } catch (error) {
      setOutcome({ problem: error as ApiProblem });
    } finally {
      setBusy(false);
    }
  };

  return (
    <Section
      id="delete"
      danger
      title="Delete my data"
      description="All your jobs, transcripts, results and recordings. Jobs that run are cancelled. Your account stays."
    >
      <form onSubmit={(event) => void erase(event)}>
        <Stack gap="md" maw={420}>
          <Text size="sm">
            This cannot be undone. Export what you want to keep first, from each transcript’s page.
          </Text>
          <TextInput
            label={`Type “${PHRASE}” to confirm`}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" color="red" disabled={!sure} loading={busy}>
            Delete all my data
          </Button>
          {outcome !== null && <OutcomeNotice outcome={outcome} />}
        </Stack>
      </form>
    </Section>
  );
}

function OutcomeNotice({ outcome }: { outcome: Outcome }) {
  if ('problem' in outcome) {
    return <ErrorState title="Not everything was deleted" error={outcome.problem} />;
  }
  const { jobs, media, stopping } = outcome.erased;
  return (
    <Alert
      color={stopping > 0 ? 'yellow' : 'teal'}
      variant="light"
      role="status"
      c="var(--mantine-color-text)"
    >
      {jobs} {jobs === 1 ? 'job' : 'jobs'} and {media} {media === 1 ? 'recording' : 'recordings'}{' '}
      deleted.
      {stopping > 0 &&
        ` ${String(stopping)} still ${stopping === 1 ? 'stops' : 'stop'}: delete once more in a moment.`}
    </Alert>
  );
}
