'use client';

import { Button, Group, NumberInput, Switch, Text, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';

import { notifyProblem, notifySuccess } from '@/components/feedback/notify';
import { changeAlerts } from '@/hooks/monitor/record-actions';
import type { AlertSettings } from '@/lib/cluster/settings';

import { READ_ONLY_REASON, useMayChange } from '../shell/monitor-rights';
import { type AlertDraft, draftOf, readDraft } from './alert-draft';
import classes from './alerts.module.css';

/** The rules: shows what holds now until something is typed, and sends only what is different. */
export function AlertForm({ rules }: { rules: AlertSettings }) {
  const mayChange = useMayChange();
  const [draft, setDraft] = useState<AlertDraft | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = draft ?? draftOf(rules);
  const read = readDraft(shown, rules);
  const problems = read.ok ? {} : read.problems;
  const changed = !read.ok || Object.keys(read.change).length > 0;
  const edit = (change: Partial<AlertDraft>) => setDraft({ ...shown, ...change });

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!read.ok || !changed) return;
    setBusy(true);
    try {
      await changeAlerts(read.change);
      await notifySuccess('The rules are changed.');
    } catch (error) {
      await notifyProblem('The rules were not changed', error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className={classes.form} onSubmit={(event) => void save(event)} noValidate>
      <div className={classes.fields}>
        <NumberInput
          label="Oldest waiting job"
          description="Alerts when it has waited longer. Empty: never."
          placeholder="Off"
          suffix=" s"
          min={0}
          clampBehavior="none"
          thousandSeparator=","
          disabled={!mayChange}
          value={shown.oldestWaiting}
          error={problems.oldestWaiting}
          onChange={(value) => edit({ oldestWaiting: typeof value === 'number' ? value : '' })}
        />
        <NumberInput
          label="Error rate"
          description="Of the jobs that ended in five minutes. Empty: never."
          placeholder="Off"
          suffix=" %"
          min={0}
          clampBehavior="none"
          disabled={!mayChange}
          value={shown.errorRate}
          error={problems.errorRate}
          onChange={(value) => edit({ errorRate: typeof value === 'number' ? value : '' })}
        />
        <TextInput
          label="Webhook"
          description="Told of each alert that begins or ends. Empty: nobody."
          placeholder="https://example.com/alerts"
          type="url"
          disabled={!mayChange}
          value={shown.webhookUrl}
          error={problems.webhookUrl}
          onChange={(event) => edit({ webhookUrl: event.currentTarget.value })}
        />
      </div>
      <Group mt="lg" gap="xl">
        <Switch
          label="A circuit breaker is open"
          disabled={!mayChange}
          checked={shown.breakerOpen}
          onChange={(event) => edit({ breakerOpen: event.currentTarget.checked })}
        />
        <Switch
          label="No live worker"
          disabled={!mayChange}
          checked={shown.noWorker}
          onChange={(event) => edit({ noWorker: event.currentTarget.checked })}
        />
      </Group>
      <Group mt="lg" gap="sm">
        <Button type="submit" loading={busy} disabled={!mayChange || !read.ok || !changed}>
          Save
        </Button>
        {changed && (
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
