'use client';

import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';

import classes from './toolbar.module.css';
import type { SaveStatus } from './use-edits';

const WORDS: Record<SaveStatus['state'], ReactNode> = {
  unchanged: null,
  waiting: 'Saving…',
  saving: 'Saving…',
  saved: (
    <>
      <IconCheck size={16} aria-hidden /> Saved
    </>
  ),
  failed: (
    <>
      <IconAlertTriangle size={16} aria-hidden /> Not saved
    </>
  ),
  conflict: 'Changed in two places',
};

export interface SaveStateProps {
  status: SaveStatus;
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onRetry: () => void;
}

/** Whether the edits are safe, and the way back and forth through them. */
export function SaveState(props: SaveStateProps) {
  const { status, canUndo, canRedo, onUndo, onRedo, onRetry } = props;
  return (
    <Group gap={4} wrap="nowrap" className={classes.saveTools}>
      <span role="status" className={classes.saveState}>
        {WORDS[status.state]}
      </span>
      {status.state === 'failed' && (
        <Tooltip label={status.message} multiline maw={320}>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            Save again
          </Button>
        </Tooltip>
      )}
      {(canUndo || canRedo) && (
        <>
          <Tooltip label="Undo">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label="Undo the last edit"
              disabled={!canUndo}
              onClick={onUndo}
            >
              <IconArrowBackUp size={18} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Redo">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label="Redo the edit"
              disabled={!canRedo}
              onClick={onRedo}
            >
              <IconArrowForwardUp size={18} />
            </ActionIcon>
          </Tooltip>
        </>
      )}
    </Group>
  );
}
