'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

export const PANEL_TABS = ['transcript', 'summary', 'chat', 'content'] as const;

export type PanelTab = (typeof PANEL_TABS)[number];

/** The open tab, kept in the address: a link or a reload shows the same. */
export function usePanelTab(): [PanelTab, (tab: PanelTab) => void] {
  const wanted = useSearchParams().get('tab');
  const tab = PANEL_TABS.find((known) => known === wanted) ?? 'transcript';
  const setTab = useCallback((next: PanelTab) => {
    const url = new URL(window.location.href);
    if (next === 'transcript') url.searchParams.delete('tab');
    else url.searchParams.set('tab', next);
    window.history.replaceState(null, '', url);
  }, []);
  return [tab, setTab];
}
