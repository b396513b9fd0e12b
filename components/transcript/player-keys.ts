import type { Player } from './player';

/** Where keys already mean something else. */
const TAKEN =
  'input, textarea, select, [contenteditable="true"], [role="slider"], [role="tab"], [role="menu"], [role="dialog"], [role="radiogroup"]';
const PRESSED_BY_SPACE = 'button, a, summary, [role="button"]';

export const PLAYER_KEYS = [
  { keys: 'Space', does: 'Play or pause' },
  { keys: '← →', does: '5 seconds back or forward' },
  { keys: 'Shift + ← →', does: '15 seconds back or forward' },
  { keys: 'Shift + ↑ ↓', does: 'Faster or slower' },
] as const;

/** Lets the keyboard drive the player, wherever the focus is unless the key is taken there. Tells whether it did. */
export function handlePlayerKey(player: Player, event: KeyboardEvent): boolean {
  const { target, key, shiftKey } = event;
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return false;
  if (target instanceof Element && target.closest(TAKEN) !== null) return false;
  if (key === ' ') {
    if (target instanceof Element && target.closest(PRESSED_BY_SPACE) !== null) return false;
    player.toggle();
  } else if (key === 'ArrowLeft') player.skip(shiftKey ? -15 : -5);
  else if (key === 'ArrowRight') player.skip(shiftKey ? 15 : 5);
  else if (key === 'ArrowUp' && shiftKey) player.stepRate(1);
  else if (key === 'ArrowDown' && shiftKey) player.stepRate(-1);
  else return false;
  event.preventDefault();
  return true;
}
