'use client';

import { Button, Divider, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { Fragment, type SubmitEvent, useState } from 'react';

import { ErrorState } from '@/components/feedback/error-state';
import { problemMessage } from '@/hooks/api';
import { useWebhooks } from '@/hooks/use-webhooks';

import { Section } from './section';
import { WebhookRow } from './webhook-row';
import { WebhookSecret } from './webhook-secret';

const MOST = 5;

/** Addresses of the person's own that are told when their jobs end. */
export function WebhooksSection() {
  const actions = useWebhooks();
  const { webhooks, error, reload } = actions;
  // Each is shown until it is said to be kept: it is never shown again.
  const [secrets, setSecrets] = useState<readonly string[]>([]);
  const show = (secret: string) => setSecrets((shown) => [...shown, secret]);
  return (
    <Section
      id="webhooks"
      title="Webhooks"
      description="Your own server is told whenever a job of yours ends: which one and how, never what is in it."
    >
      {webhooks === undefined && error !== undefined && (
        <ErrorState title="Your webhooks could not be loaded" error={error} onRetry={reload} />
      )}
      {webhooks === undefined && error === undefined && <Skeleton height={64} />}
      {webhooks !== undefined && (
        <Stack gap="md">
          {secrets.map((secret) => (
            <WebhookSecret
              key={secret}
              secret={secret}
              onDone={() => setSecrets((shown) => shown.filter((other) => other !== secret))}
            />
          ))}
          {webhooks.map((webhook) => (
            <Fragment key={webhook.id}>
              <WebhookRow webhook={webhook} actions={actions} onSecret={show} />
              <Divider />
            </Fragment>
          ))}
          {webhooks.length < MOST ? (
            <AddForm add={actions.add} onSecret={show} />
          ) : (
            <Text size="sm" c="dimmed">
              {MOST} is the most. Remove one to add another.
            </Text>
          )}
        </Stack>
      )}
    </Section>
  );
}

interface AddFormProps {
  add: ReturnType<typeof useWebhooks>['add'];
  onSecret: (secret: string) => void;
}

function AddForm({ add, onSecret }: AddFormProps) {
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      onSecret((await add(url.trim())).secret);
      setUrl('');
    } catch (error) {
      setProblem(problemMessage(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Group align="flex-start" gap="sm">
        <TextInput
          label="Address"
          description="Must begin with https:// and be reachable from the internet."
          type="url"
          placeholder="https://example.com/firelane"
          flex={1}
          miw={220}
          value={url}
          error={problem}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" mt={46} loading={busy} disabled={url.trim() === ''}>
          Add
        </Button>
      </Group>
    </form>
  );
}
