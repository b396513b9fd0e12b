'use client';

import { createContext, useContext } from 'react';

/** What chats and summaries beside a transcript can do with it. */
export interface TranscriptStage {
  /** Brings a segment before the reader and sets the player to `start` (seconds; null: no time is known). */
  goTo(segment: number, start: number | null): void;
  /** Points at a segment without moving anything; null stops pointing. */
  pointAt(segment: number | null): void;
}

/** Null where no transcript is on the page. */
export const StageContext = createContext<TranscriptStage | null>(null);

export function useStage(): TranscriptStage | null {
  return useContext(StageContext);
}
