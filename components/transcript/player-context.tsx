'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';

import { createPlayer, type Player, type PlayerState } from './player';

export const PlayerContext = createContext<Player>(createPlayer(0));

export function usePlayer(): Player {
  return useContext(PlayerContext);
}

export function usePlayerState(): PlayerState {
  const player = usePlayer();
  return useSyncExternalStore(player.subscribe, player.state, player.state);
}

/** The player's time in steps of a quarter second, for what is drawn: a slider, a clock. */
export function usePlayerTime(): number {
  const player = usePlayer();
  const read = () => Math.max(0, Math.floor(player.time() * 4) / 4);
  return useSyncExternalStore(player.subscribeTime, read, read);
}
