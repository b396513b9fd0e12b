'use client';

import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { type MouseEvent, type ReactNode, useId, useState } from 'react';

import { type Confirmation, confirmAction } from '@/components/feedback/confirm';
import { notifyProblem, notifySuccess } from '@/components/feedback/notify';

import { READ_ONLY_REASON, useMayChange } from '../shell/monitor-rights';
import classes from './action-button.module.css';

export interface ActionButtonProps extends Omit<ButtonProps, 'onClick' | 'children' | 'loading'> {
  children: ReactNode;
  /** Names the thing, too, where several of the same button stand: "Pause Documents". */
  'aria-label'?: string;
  /** Asked before. */
  confirm?: Confirmation;
  run: () => Promise<unknown>;
  /** Said when it worked: "Documents is paused." */
  done: string;
  /** The title when it did not: "Documents was not paused". */
  failed: string;
}

/**
 * A change that an administrator makes: asked for, sent, and its end said. For a read-only administrator it does
 * nothing and says why; it stays reachable, so that the reason can be heard.
 */
export function ActionButton({
  confirm,
  run,
  done,
  failed,
  children,
  ...button
}: ActionButtonProps) {
  const mayChange = useMayChange();
  const [busy, setBusy] = useState(false);
  const reasonId = useId();

  const act = async () => {
    if (confirm !== undefined && !(await confirmAction({ cancelLabel: 'Cancel', ...confirm })))
      return;
    setBusy(true);
    try {
      await run();
      await notifySuccess(done);
    } catch (error) {
      await notifyProblem(failed, error);
    } finally {
      setBusy(false);
    }
  };

  if (!mayChange) {
    return (
      <Tooltip label={READ_ONLY_REASON} multiline maw={260}>
        <Button
          variant="default"
          {...button}
          data-disabled
          aria-disabled
          aria-describedby={reasonId}
          onClick={(event: MouseEvent) => event.preventDefault()}
        >
          {children}
          <span id={reasonId} className={classes.reason}>
            {READ_ONLY_REASON}
          </span>
        </Button>
      </Tooltip>
    );
  }
  return (
    <Button variant="default" {...button} loading={busy} onClick={() => void act()}>
      {children}
    </Button>
  );
}
