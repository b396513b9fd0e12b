'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

import type { Segment } from '@/lib/jobs/kinds/transcription';

import { UNTOUCHED } from './player';
import { usePlayer } from './player-context';
import { scrollToSegment } from './scroll-to-segment';
import { NOWHERE, type Place, placeAt } from './timeline';

const SCROLL_KEYS = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown']);

function mark(list: HTMLElement, place: Place): void {
  for (const old of list.querySelectorAll('[data-now]')) old.removeAttribute('data-now');
  const row = list.querySelector(`[data-segment="${place.segment}"]`);
  row?.setAttribute('data-now', '');
  if (place.word === -1) return;
  for (const word of row?.querySelectorAll(`[data-word="${place.word}"]`) ?? []) {
    word.setAttribute('data-now', '');
  }
}

/**
 * Marks what is being said, straight in the document (React would redraw sixty times a second), and keeps it in
 * view while it plays, until the person scrolls: then it yields until told to resume.
 */
export function useFollow(list: RefObject<HTMLElement | null>, segments: readonly Segment[]) {
  const player = usePlayer();
  const [yielded, setYielded] = useState(false);
  const following = useRef(true);

  useEffect(() => {
    let shown = NOWHERE;
    const show = () => {
      const time = player.time();
      const place = time === UNTOUCHED ? NOWHERE : placeAt(segments, time);
      const moved = place.segment !== shown.segment;
      const intact = list.current?.querySelector('[data-segment][data-now]') !== null;
      if (!moved && place.word === shown.word && (intact || place.segment === -1)) return;
      shown = place;
      if (list.current !== null) mark(list.current, place);
      if (moved && following.current && player.state().playing) scrollToSegment(place.segment);
    };
    show();
    return player.subscribeTime(show);
  }, [player, segments, list]);

  useEffect(() => {
    const yieldToReader = () => {
      if (!player.state().playing || !following.current) return;
      following.current = false;
      setYielded(true);
    };
    const onKey = (event: KeyboardEvent) => {
      if (SCROLL_KEYS.has(event.key) && !event.shiftKey && !event.defaultPrevented) yieldToReader();
    };
    const onWheel = (event: Event) => {
      // The panel beside the transcript scrolls by itself.
      if (event.target instanceof Element && event.target.closest('[data-own-scroll]')) return;
      yieldToReader();
    };
    window.addEventListener('wheel', onWheel, { passive: true });
    window.addEventListener('touchmove', onWheel, { passive: true });
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('wheel', onWheel);
      window.removeEventListener('touchmove', onWheel);
      window.removeEventListener('keydown', onKey);
    };
  }, [player]);

  const resume = useCallback(() => {
    following.current = true;
    setYielded(false);
    const time = player.time();
    if (time !== UNTOUCHED) scrollToSegment(placeAt(segments, time).segment);
  }, [player, segments]);

  return { yielded, resume };
}
