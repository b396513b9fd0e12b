'use client';

import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { type ReactNode, useId } from 'react';

import { READ_ONLY_REASON, useMayChange } from '../shell/monitor-rights';
import classes from './action-button.module.css';

export interface GuardedButtonProps extends Omit<ButtonProps, 'children'> {
  children: ReactNode;
  'aria-label'?: string;
  onClick?: () => void;
}

/**
 * A button that begins a change: a dialog, a form. For a read-only administrator it does nothing and says why; it
 * stays reachable, so that the reason can be heard.
 */
export function GuardedButton({ children, onClick, ...button }: GuardedButtonProps) {
  const mayChange = useMayChange();
  const reasonId = useId();
  if (mayChange) {
    return (
      <Button variant="default" {...button} onClick={onClick}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip label={READ_ONLY_REASON} multiline maw={260}>
      <Button variant="default" {...button} data-disabled aria-disabled aria-describedby={reasonId}>
        {children}
        <span id={reasonId} className={classes.reason}>
          {READ_ONLY_REASON}
        </span>
      </Button>
    </Tooltip>
  );
}
