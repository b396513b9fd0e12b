'use client';

import { Radio, Select, Stack, Switch, Title } from '@mantine/core';
import { useMemo } from 'react';
import useSWR from 'swr';

import { apiFetch } from '@/hooks/api';
import type { SendOptions } from '@/lib/outbox/send-options';

import { engineChoices, type SpeechEngine } from './engine-words';
import { languageChoices } from './languages';
import classes from './upload.module.css';

const DETECT = '';

export interface OptionsCardProps {
  options: SendOptions;
  onChange: (options: SendOptions) => void;
}

/** How the next recording or file is transcribed. */
export function OptionsCard({ options, onChange }: OptionsCardProps) {
  const { data } = useSWR('/api/models', (path: string) =>
    apiFetch<{ speech: SpeechEngine[] }>(path),
  );
  const engines = engineChoices(data?.speech ?? null);
  const languages = useMemo(
    () => [
      { value: DETECT, label: 'Detect it' },
      ...languageChoices(typeof navigator === 'undefined' ? [] : navigator.languages),
    ],
    [],
  );
  const chosen = engines.find((engine) => engine.value === options.engine);
  const engine = chosen === undefined || chosen.disabled ? 'auto' : options.engine;
  return (
    <section className={classes.card} aria-labelledby="options-title">
      <Title order={2} size="h3" id="options-title" mb="md">
        Options
      </Title>
      <Stack gap="lg">
        <Select
          label="Spoken language"
          data={languages}
          value={options.language ?? DETECT}
          onChange={(value) =>
            onChange({ ...options, language: value === null || value === DETECT ? null : value })
          }
          searchable
          allowDeselect={false}
          nothingFoundMessage="No such language"
        />
        <Radio.Group
          label="Who transcribes"
          value={engine}
          onChange={(value) => onChange({ ...options, engine: value })}
        >
          <Stack gap="sm" mt="xs">
            {engines.map(({ value, label, words, disabled }) => (
              <Radio
                key={value}
                value={value}
                label={label}
                description={words}
                disabled={disabled}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Switch
          label="Keep the recording for playback"
          description="Off: it is deleted from the server as soon as it is transcribed."
          checked={options.keepMedia}
          onChange={(event) => onChange({ ...options, keepMedia: event.currentTarget.checked })}
        />
      </Stack>
    </section>
  );
}
