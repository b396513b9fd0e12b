'use client';

import { Button } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useCallback, useState } from 'react';

import { KeysDialog } from './keys-dialog';
import { useKeysOn } from './keys-setting';
import classes from './keyboard.module.css';
import { useMonitorKeys } from './use-monitor-keys';

/** The monitor's keys, and the way to their list and their switch at the end of each page. */
export function MonitorKeys() {
  const on = useKeysOn();
  const [open, setOpen] = useState(false);
  const showHelp = useCallback(() => setOpen(true), []);
  useMonitorKeys(on, showHelp);
  return (
    <div className={classes.foot}>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconKeyboard size={16} aria-hidden />}
        onClick={showHelp}
      >
        {on ? 'Keyboard shortcuts: ?' : 'Keyboard shortcuts: off'}
      </Button>
      {open && <KeysDialog on={on} onClose={() => setOpen(false)} />}
    </div>
  );
}
