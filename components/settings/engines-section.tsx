'use client';

import { Divider, Skeleton, Stack, Text } from '@mantine/core';
import { IconCloud, IconCpu } from '@tabler/icons-react';

import { providerTitle } from '@/components/engine/provider-title';
import { ErrorState } from '@/components/feedback/error-state';
import { useModels } from '@/hooks/use-models';
import type { Engine } from '@/lib/jobs/kinds/engine';

import { Section } from './section';
import classes from './settings.module.css';

/** Which engines do the work here, and in which order they are tried. */
export function EnginesSection() {
  const { data, error, mutate } = useModels();
  return (
    <Section
      id="engines"
      title="Engines"
      description="What does the work here. The first that answers is taken; every result says which one made it."
    >
      {data !== undefined && (
        <Stack gap="lg">
          <Engines title="Speech to text" engines={data.speech} />
          <Divider />
          <Engines title="Summaries, answers and content" engines={data.language} />
        </Stack>
      )}
      {data === undefined && error !== undefined && (
        <ErrorState
          title="The engines could not be loaded"
          error={error}
          onRetry={() => void mutate()}
        />
      )}
      {data === undefined && error === undefined && <Skeleton height={96} />}
    </Section>
  );
}

function Engines({ title, engines }: { title: string; engines: readonly Engine[] }) {
  return (
    <div>
      <Text fw={600} size="sm">
        {title}
      </Text>
      <ol className={classes.engines}>
        {engines.map((engine) => (
          <li key={`${engine.provider}:${engine.model}`} className={classes.engine}>
            <span className={classes.engineIcon} aria-hidden>
              {engine.local ? <IconCpu size={16} /> : <IconCloud size={16} />}
            </span>
            <div>
              <Text size="sm" fw={500}>
                {engine.local ? engine.model : `${providerTitle(engine.provider)} ${engine.model}`}
              </Text>
              <Text size="xs" c="dimmed">
                {engine.local
                  ? 'On this app’s own machine; nothing leaves it.'
                  : `At ${providerTitle(engine.provider)}.`}
                {engine.note !== null && ` ${engine.note}`}
              </Text>
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
