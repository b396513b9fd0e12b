'use client';

import { IconEye } from '@tabler/icons-react';

import { READ_ONLY_REASON, useMayChange } from './monitor-rights';
import classes from './shell.module.css';

/** Says to a read-only administrator why the controls are off. */
export function ReadOnlyNote() {
  const mayChange = useMayChange();
  if (mayChange) return null;
  return (
    <p className={classes.readOnly}>
      <IconEye size={16} aria-hidden />
      <span>{READ_ONLY_REASON}</span>
    </p>
  );
}
