'use client';

import { useEffect, useRef } from 'react';

import { HEARD_LEVEL, levelOf } from './level';

/** How often the level is measured. Milliseconds. */
const MEASURE_MS = 60;

/**
 * Measures a stream's loudness and calls back with 0 to 1, some 16 times a second, until the stream is null.
 * Not React state: a meter paints it without rendering.
 */
export function useLevel(stream: MediaStream | null, onLevel: (level: number) => void): void {
  const callback = useRef(onLevel);
  useEffect(() => {
    callback.current = onLevel;
  }, [onLevel]);
  useEffect(() => {
    if (stream === null || typeof AudioContext === 'undefined') return undefined;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    const source = context.createMediaStreamSource(stream);
    source.connect(analyser);
    void context.resume();
    const samples = new Float32Array(analyser.fftSize);
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      callback.current(levelOf(samples));
    }, MEASURE_MS);
    return () => {
      clearInterval(timer);
      source.disconnect();
      void context.close();
    };
  }, [stream]);
}

/** Notices when nothing is heard for so long that something must be wrong. Pure but for what it remembers. */
export class SilenceWatch {
  private silentSince: number | null = null;

  constructor(private readonly afterMs: number) {}

  /** Takes a level at a time in milliseconds; whether it has been silent for too long. */
  hear(level: number, at: number): boolean {
    if (level >= HEARD_LEVEL) {
      this.silentSince = null;
      return false;
    }
    this.silentSince ??= at;
    return at - this.silentSince >= this.afterMs;
  }

  reset(): void {
    this.silentSince = null;
  }
}
