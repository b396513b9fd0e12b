'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

import type { Millis } from '@/lib/jobs/job';

import { focusSearch, moveInRows, openRow } from './move-in-rows';
import { readKey } from './read-key';

/** Where a key is text, or means something else already. */
const TAKEN =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"], [role="radiogroup"], [role="slider"], [role="tab"]';

/** Lets single keys drive the monitor while they are on, except where they are typed. */
export function useMonitorKeys(on: boolean, showHelp: () => void): void {
  const router = useRouter();
  useEffect(() => {
    if (!on) return;
    let prefixAt: Millis | null = null;

    const handle = (event: KeyboardEvent): boolean => {
      const step = readKey(event.key, prefixAt, event.timeStamp);
      prefixAt = step.does === 'wait' ? event.timeStamp : null;
      switch (step.does) {
        case 'go':
          router.push(step.href);
          return true;
        case 'help':
          showHelp();
          return true;
        case 'search':
          return focusSearch();
        case 'row':
          return moveInRows(step.by);
        case 'open':
          return openRow();
        default:
          return false;
      }
    };
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.target instanceof Element && event.target.closest(TAKEN) !== null) return;
      if (handle(event)) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [on, router, showHelp]);
}
