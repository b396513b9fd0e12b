'use client';

import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';

import { confirmAction } from '@/components/feedback/confirm';
import { ErrorState } from '@/components/feedback/error-state';
import { revealJob } from '@/hooks/monitor/admin-job-actions';
import type { AdminJob, RevealedJob } from '@/hooks/monitor/admin-job';

import classes from './job-detail.module.css';

/** Asks, since the audit log will have it. */
export function confirmReveal(): Promise<boolean> {
  return confirmAction({
    title: 'Read what a person wrote and got?',
    body: 'The title, the input and the output of this job are shown to you. The audit log keeps that you read them.',
    confirmLabel: 'Reveal',
    cancelLabel: 'Leave hidden',
  });
}

/** What the person wrote and got: hidden until somebody asks for it. */
export function JobContent({ job }: { job: AdminJob }) {
  const [revealed, setRevealed] = useState<RevealedJob | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const reveal = async () => {
    if (!(await confirmReveal())) return;
    setBusy(true);
    setError(null);
    try {
      setRevealed(await revealJob(job.id));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };

  return (
    <section className={classes.card} aria-labelledby="content">
      <Group justify="space-between" gap="sm">
        <Title order={2} size="h3" id="content">
          Input and output
        </Title>
        {revealed === null ? (
          <Button
            size="xs"
            variant="default"
            loading={busy}
            leftSection={<IconEye size={14} aria-hidden />}
            onClick={() => void reveal()}
          >
            Reveal
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconEyeOff size={14} aria-hidden />}
            onClick={() => setRevealed(null)}
          >
            Hide
          </Button>
        )}
      </Group>
      {error !== null && <ErrorState title="It was not revealed" error={error} />}
      {revealed === null ? (
        <div className={classes.hidden}>
          <span className={classes.redacted} aria-hidden />
          <Text size="sm" c="dimmed">
            Hidden. Whoever reveals it is written down in the audit log.
            {!job.hasOutput && ' There is no output yet.'}
          </Text>
        </div>
      ) : (
        <>
          <Alert color="yellow" mt="sm" icon={<IconEye />}>
            You see what a person wrote. The audit log has kept that you do.
          </Alert>
          <Shown title="Title" text={revealed.title} />
          <Shown title="Input" text={pretty(revealed.input)} />
          {revealed.partial !== null && <Shown title="So far" text={revealed.partial} />}
          {revealed.output !== null && <Shown title="Output" text={pretty(revealed.output)} />}
        </>
      )}
    </section>
  );
}

function Shown({ title, text }: { title: string; text: string }) {
  return (
    <>
      <Title order={3} size="sm" mt="md" mb={4}>
        {title}
      </Title>
      <pre className={classes.shown} tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </>
  );
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
