'use client';

import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';

import { confirmAction } from '@/components/feedback/confirm';
import { notifyProblem } from '@/components/feedback/notify';
import { absoluteTime } from '@/components/feedback/time-words';
import type { useWebhooks, Webhook } from '@/hooks/use-webhooks';

export interface WebhookRowProps {
  webhook: Webhook;
  actions: ReturnType<typeof useWebhooks>;
  onSecret: (secret: string) => void;
}

/** One webhook: where, how its last delivery went, and what can be done with it. */
export function WebhookRow({ webhook, actions, onSecret }: WebhookRowProps) {
  const [busy, setBusy] = useState<string | null>(null);
  const { id, url, disabled } = webhook;

  const run = async (what: string, call: () => Promise<unknown>) => {
    setBusy(what);
    try {
      await call();
    } catch (error) {
      await notifyProblem('The webhook was not changed', error);
    } finally {
      setBusy(null);
    }
  };
  const rotate = async () => onSecret((await actions.rotate(id)).secret);
  const remove = async () => {
    const agreed = await confirmAction({
      title: 'Remove this webhook?',
      body: 'It is told of no job any more. What was not delivered yet is dropped.',
      confirmLabel: 'Remove',
      danger: true,
    });
    if (agreed) await actions.remove(id);
  };
  const commands: [string, () => Promise<unknown>][] = [
    ...(disabled === null
      ? []
      : [['Enable', () => actions.enable(id)] as [string, () => Promise<unknown>]]),
    ['Send a test', () => actions.test(id)],
    ['New secret', rotate],
    ['Remove', remove],
  ];

  return (
    <Stack gap={6}>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" fw={600} truncate title={url}>
          {url}
        </Text>
        <Badge color={disabled === null ? 'teal' : 'red'} variant="light" tt="none" flex="none">
          {disabled === null ? 'On' : 'Off'}
        </Badge>
      </Group>
      {disabled !== null && <Text size="sm">{disabled.reason}</Text>}
      <Text size="xs" c="dimmed">
        {lastWords(webhook)}
      </Text>
      <Group gap="xs">
        {commands.map(([label, call]) => (
          <Button
            key={label}
            size="compact-sm"
            variant="default"
            aria-label={`${label}: ${url}`}
            loading={busy === label}
            disabled={busy !== null && busy !== label}
            onClick={() => void run(label, call)}
          >
            {label}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}

function lastWords({ last }: Webhook): string {
  if (last === null) return 'Nothing was sent yet.';
  const when = absoluteTime(Date.parse(last.at));
  return last.error === null ? `Last delivered ${when}.` : `Last tried ${when}: ${last.error}`;
}
