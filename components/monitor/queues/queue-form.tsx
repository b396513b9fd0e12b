'use client';

import { Button, Group, NumberInput, Text } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';

import { notifyProblem, notifySuccess } from '@/components/feedback/notify';
import { changeQueue } from '@/hooks/monitor/admin-actions';
import type { ServerRecord } from '@/lib/cluster/server';
import type { QueueSettings } from '@/lib/cluster/settings';
import { type QueueName, QUEUES } from '@/lib/jobs/queues';

import { READ_ONLY_REASON, useMayChange } from '../shell/monitor-rights';
import { ConcurrencyEffect } from './concurrency-effect';
import { draftOf, QUEUE_FIELDS, type QueueDraft, storedOf } from './queue-fields';
import classes from './queues.module.css';

export interface QueueFormProps {
  name: QueueName;
  settings: QueueSettings;
  servers: readonly ServerRecord[];
  /** Null when it was not counted. */
  running: number | null;
}

/**
 * Tunes a queue. Shows what holds now, also when somebody else changes it, until something is typed; sends only
 * what is different.
 */
export function QueueForm({ name, settings, servers, running }: QueueFormProps) {
  const mayChange = useMayChange();
  const [draft, setDraft] = useState<QueueDraft | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = draft ?? draftOf(settings);

  const fields = QUEUE_FIELDS.map((field) => {
    const stored = storedOf(field, shown[field.name]);
    return { ...field, stored, changed: stored !== settings[field.name] };
  });
  const changed = fields.filter((field) => field.changed);
  // Saved, or typed back: from here on it follows what others change, too.
  if (draft !== null && changed.length === 0) setDraft(null);
  const allowed = fields.every(({ stored }) => stored !== undefined);
  const concurrency = fields.find((field) => field.name === 'concurrency')?.stored;

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!allowed || changed.length === 0) return;
    setBusy(true);
    try {
      await changeQueue(
        name,
        Object.fromEntries(changed.map((field) => [field.name, field.stored])),
      );
      await notifySuccess(`${QUEUES[name].title} is tuned.`);
    } catch (error) {
      await notifyProblem(`${QUEUES[name].title} was not changed`, error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={classes.form} onSubmit={(event) => void save(event)} noValidate>
      <div className={classes.fields}>
        {fields.map((field) => (
          <NumberInput
            key={field.name}
            label={field.label}
            description={field.description}
            placeholder={field.empty}
            suffix={field.suffix}
            min={0}
            clampBehavior="none"
            thousandSeparator=","
            disabled={!mayChange}
            value={shown[field.name]}
            error={field.stored === undefined ? field.rule : undefined}
            onChange={(value) =>
              setDraft({ ...shown, [field.name]: typeof value === 'number' ? value : '' })
            }
          />
        ))}
      </div>
      <ConcurrencyEffect
        name={name}
        now={settings.concurrency}
        next={concurrency === undefined ? settings.concurrency : concurrency}
        servers={servers}
        running={running}
      />
      <Group mt="md" gap="sm">
        <Button
          type="submit"
          loading={busy}
          disabled={!mayChange || !allowed || changed.length === 0}
        >
          Save
        </Button>
        {changed.length > 0 && (
          <Button variant="default" disabled={busy} onClick={() => setDraft(null)}>
            Discard
          </Button>
        )}
        {!mayChange && (
          <Text size="sm" c="dimmed">
            {READ_ONLY_REASON}
          </Text>
        )}
      </Group>
    </form>
  );
}
