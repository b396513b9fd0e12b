'use client';

import { Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconCloud, IconCpu } from '@tabler/icons-react';
import { useState } from 'react';

import type { Engine } from '@/lib/jobs/kinds/engine';

import { BetterEngines, type EngineUse } from './better-engines';
import classes from './engine-badge.module.css';
import { providerTitle } from './provider-title';

/** Says which engine made a result; pressed, what to know of it and how to get a better one. */
export function EngineBadge({
  engine,
  use,
  cached = false,
}: {
  engine: Engine;
  use: EngineUse;
  /** The same was asked before, and this is that answer. */
  cached?: boolean;
}) {
  const [opened, setOpened] = useState(false);
  const Icon = engine.local ? IconCpu : IconCloud;
  const name = `${providerTitle(engine.provider)} ${engine.model}`;
  return (
    <Popover opened={opened} onChange={setOpened} width={300} position="bottom-start" withArrow>
      <Popover.Target>
        <UnstyledButton
          className={classes.badge}
          data-local={engine.local}
          aria-label={`Made by ${name}${engine.local ? ', on our own machine' : ''}${cached ? ', from cache' : ''}. About this engine`}
          onClick={() => setOpened((open) => !open)}
        >
          <Icon size={14} aria-hidden />
          <span>{name}</span>
          {cached && <span>· from cache</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Text fw={600} size="sm">
            {name}
          </Text>
          <Text size="sm">
            {engine.local
              ? 'Ran on this app’s own machine. Nothing was sent to anybody.'
              : `Ran at ${providerTitle(engine.provider)}, to whom the content was sent.`}
          </Text>
          {cached && (
            <Text size="sm">
              The same was asked before, so that answer is shown again. Make it again to ask anew.
            </Text>
          )}
          {engine.note !== null && <Text size="sm">{engine.note}</Text>}
          {engine.local && opened && <BetterEngines use={use} />}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
