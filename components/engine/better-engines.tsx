'use client';

import { Text } from '@mantine/core';
import useSWR from 'swr';

import { type ApiProblem, apiFetch } from '@/hooks/api';
import type { Engine } from '@/lib/jobs/kinds/engine';

import { providerTitle } from './provider-title';

/** What an engine is for, as `/api/models` groups them. */
export type EngineUse = 'language' | 'speech';

type Models = Record<EngineUse, Engine[]>;

const NO_KEY: Record<EngineUse, string> = {
  language:
    'For written answers and better summaries, whoever runs this app can add a key for Gemini, OpenAI, DeepSeek, xAI or a server of their own. Results made after that use it.',
  speech:
    'For far fewer mistakes, whoever runs this app can add a key for Gemini, OpenAI or a Whisper server of their own. Recordings made after that use it.',
};

/** How to get a better result than the local engine's, from what this app has configured. */
export function BetterEngines({ use }: { use: EngineUse }) {
  const { data, error, isLoading } = useSWR<Models, ApiProblem>('/api/models', (path: string) =>
    apiFetch<Models>(path),
  );
  if (isLoading) return <Text size="sm">Looking for better engines…</Text>;
  const cloud = data?.[use].filter((engine) => !engine.local) ?? [];
  const first = cloud[0];
  if (error !== undefined || first === undefined) return <Text size="sm">{NO_KEY[use]}</Text>;
  return (
    <Text size="sm">
      A stronger engine is set up here: {providerTitle(first.provider)} {first.model}.{' '}
      {use === 'speech'
        ? 'Send the recording again and choose a cloud engine to use it.'
        : 'It was not available when this was made. Make it again to use it.'}
    </Text>
  );
}
