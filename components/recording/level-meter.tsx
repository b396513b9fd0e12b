'use client';

import { useReducedMotion } from '@mantine/hooks';
import { useCallback, useEffect, useRef } from 'react';

import { levelWord } from './level';
import classes from './recorder.module.css';
import { SilenceWatch, useLevel } from './use-level';

const BARS = 56;
/** A screen reader that asks is told a value of this age at most; nothing is announced by itself. Milliseconds. */
const TOLD_EVERY_MS = 1_000;
const SILENT_AFTER_MS = 6_000;

export interface LevelMeterProps {
  stream: MediaStream | null;
  active: boolean;
  /** Told when nobody has been heard for some seconds, and when somebody is again. */
  onSilence: (silent: boolean) => void;
}

/** The last seconds of sound as bars that wander to the left; one still bar for who wants less motion. */
export function LevelMeter({ stream, active, onSilence }: LevelMeterProps) {
  const still = useReducedMotion(false, { getInitialValueInEffect: true });
  const meter = useRef<HTMLDivElement>(null);
  const history = useRef<number[]>([]);
  const told = useRef(0);
  const silence = useRef(new SilenceWatch(SILENT_AFTER_MS));

  const paint = useCallback(
    (level: number) => {
      const root = meter.current;
      if (root === null) return;
      const now = performance.now();
      if (now - told.current >= TOLD_EVERY_MS) {
        told.current = now;
        root.setAttribute('aria-valuenow', String(Math.round(level * 100)));
        root.setAttribute('aria-valuetext', levelWord(level));
      }
      history.current = [...history.current.slice(1 - BARS), level];
      const shown = still ? history.current.slice(-6) : history.current;
      const smooth = shown.reduce((sum, value) => sum + value, 0) / shown.length;
      const bars = root.children;
      for (let i = 0; i < bars.length; i += 1) {
        const value = still
          ? smooth
          : (history.current[history.current.length - bars.length + i] ?? 0);
        (bars[i] as HTMLElement).style.setProperty('--level', value.toFixed(3));
      }
    },
    [still],
  );

  useLevel(active ? stream : null, (level) => {
    paint(level);
    onSilence(silence.current.hear(level, performance.now()));
  });

  useEffect(() => {
    silence.current.reset();
    if (stream !== null) return;
    history.current = [];
    paint(0);
  }, [stream, active, paint]);

  return (
    <div
      ref={meter}
      className={classes.meter}
      data-active={active}
      data-still={still}
      role="meter"
      aria-label="Microphone level"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      aria-valuetext="silent"
    >
      {Array.from({ length: BARS }, (_, bar) => (
        <span key={bar} className={classes.bar} />
      ))}
    </div>
  );
}
