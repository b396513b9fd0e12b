'use client';

import { useEffect } from 'react';

import { confirmAction } from '@/components/feedback/confirm';

/**
 * While active, asks before the page is left: by the browser's own question for a reload or a closed tab, by
 * a dialog for a link within the app, after which `onLeave` runs and the link is followed.
 */
export function useLeaveGuard(active: boolean, onLeave: () => Promise<void>): void {
  useUnloadWarning(active);
  useEffect(() => {
    if (!active) return undefined;
    const ending = new AbortController();
    const { signal } = ending;
    // Captured before the router sees the click.
    addEventListener(
      'click',
      (event) => {
        const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
        if (!(link instanceof HTMLAnchorElement) || !leaves(link, event)) return;
        event.preventDefault();
        event.stopPropagation();
        void ask().then(async (sure) => {
          if (!sure) return;
          await onLeave();
          ending.abort();
          link.click();
        });
      },
      { signal, capture: true },
    );
    return () => ending.abort();
  }, [active, onLeave]);
}

/** While active, the browser asks before the tab is closed or reloaded. */
export function useUnloadWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [active]);
}

function ask(): Promise<boolean> {
  return confirmAction({
    title: 'You are still recording',
    body: 'Leaving stops the recording. It is kept on this device and offered to you when you come back.',
    confirmLabel: 'Stop and leave',
    cancelLabel: 'Keep recording',
  });
}

/** Whether a click on the link takes this tab to another page. */
function leaves(link: HTMLAnchorElement, event: MouseEvent): boolean {
  const newTab = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
  if (newTab || link.target === '_blank' || link.hasAttribute('download')) return false;
  return link.origin !== location.origin || link.pathname !== location.pathname;
}
