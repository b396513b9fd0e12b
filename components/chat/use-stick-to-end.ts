'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** How near to the end a reader counts as being at the end. Pixels. */
const NEAR = 120;

function scrollerOf(end: HTMLElement): Element {
  const own = end.closest('[data-scroll]');
  if (own !== null && getComputedStyle(own).overflowY !== 'visible') return own;
  return document.scrollingElement ?? document.documentElement;
}

/**
 * Keeps the end of a growing talk in view each time `marker` changes, as long as the reader is there; who reads
 * further up is left alone.
 */
export function useStickToEnd(end: RefObject<HTMLElement | null>, marker: string): void {
  const atEnd = useRef(true);

  useEffect(() => {
    const look = () => {
      if (end.current === null) return;
      const scroller = scrollerOf(end.current);
      const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
      atEnd.current = left < NEAR;
    };
    // Scrolling does not bubble, but it can be captured on its way down.
    document.addEventListener('scroll', look, { capture: true, passive: true });
    return () => document.removeEventListener('scroll', look, { capture: true });
  }, [end]);

  useEffect(() => {
    if (end.current === null || !atEnd.current) return;
    const scroller = scrollerOf(end.current);
    scroller.scrollTop = scroller.scrollHeight;
  }, [end, marker]);
}
