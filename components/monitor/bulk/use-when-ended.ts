'use client';

import { useEffect, useRef } from 'react';

/** Calls once when something has ended, also when it had before it was looked at. */
export function useWhenEnded(ended: boolean, call: () => void): void {
  const told = useRef(false);
  useEffect(() => {
    if (!ended || told.current) return;
    told.current = true;
    call();
  }, [ended, call]);
}
