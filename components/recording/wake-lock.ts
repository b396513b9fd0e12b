/**
 * Keeps the screen awake until the signal aborts, where the browser can: a phone that goes to sleep may stop
 * recording. The system may refuse (low battery); recording goes on without it.
 */
export function keepAwake(signal: AbortSignal): void {
  if (!('wakeLock' in navigator)) return;
  let lock: WakeLockSentinel | null = null;
  const acquire = async () => {
    if (document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock.request('screen');
      // The recording may have ended while the system was asked.
      if (signal.aborted) await lock.release();
    } catch {
      lock = null;
    }
  };
  void acquire();
  // The browser releases the lock of a hidden page; it is taken again when the page is back.
  document.addEventListener('visibilitychange', () => void acquire(), { signal });
  signal.addEventListener('abort', () => void lock?.release(), { once: true });
}
