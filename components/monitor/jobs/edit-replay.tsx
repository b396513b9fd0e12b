'use client';

import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';

import { ErrorState } from '@/components/feedback/error-state';
import { notifySuccess } from '@/components/feedback/notify';
import { ApiProblem } from '@/hooks/api';
import { replayAnyJob, revealJob } from '@/hooks/monitor/admin-job-actions';
import type { AdminJob } from '@/hooks/monitor/admin-job';

import classes from './job-detail.module.css';
import { problemLines, readEditedInput } from './edited-input';

export interface EditReplayProps {
  job: AdminJob;
  onClose: () => void;
  onReplayed: (job: AdminJob) => void;
}

/**
 * Runs a job again with another input. The present one is shown only after a button that says that the audit log
 * will have it; one may also write a new one.
 */
export function EditReplay({ job, onClose, onReplayed }: EditReplayProps) {
  const [text, setText] = useState<string | null>(null);
  const [problems, setProblems] = useState<string[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (thrown) {
      const fields = thrown instanceof ApiProblem ? problemLines(thrown.errors) : [];
      setProblems(fields);
      if (fields.length === 0) setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const load = () =>
    attempt(async () => {
      const { input } = await revealJob(job.id);
      setText(JSON.stringify(input, null, 2));
    });
  const send = () =>
    attempt(async () => {
      const edited = readEditedInput(job.kind, text ?? '');
      setProblems(edited.ok ? [] : edited.problems);
      if (!edited.ok) return;
      const replayed = await replayAnyJob(job.id, edited.input);
      await notifySuccess('It runs again, with the new input.');
      onReplayed(replayed);
    });

  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      centered
      title="Edit the input and run again"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        {text === null ? (
          <Text size="sm">
            To edit the input you have to read it: what a person wrote. The audit log keeps that you
            did. The job then starts from its beginning.
          </Text>
        ) : (
          <Textarea
            label="Input, as JSON"
            autosize
            minRows={8}
            maxRows={22}
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setProblems([]);
            }}
            classNames={{ input: classes.json ?? '' }}
            error={
              problems.length === 0
                ? null
                : problems.map((problem) => (
                    <span key={problem} className={classes.problem}>
                      {problem}
                    </span>
                  ))
            }
          />
        )}
        {error !== null && (
          <ErrorState
            title={text === null ? 'The input was not revealed' : 'It was not run again'}
            error={error}
          />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Do nothing
          </Button>
          {text === null ? (
            <Button loading={busy} onClick={() => void load()}>
              Reveal and edit
            </Button>
          ) : (
            <Button loading={busy} onClick={() => void send()}>
              Run again with this input
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
