'use client';

import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';

import { preloadDialogs } from '@/components/feedback/confirm';

/** Where notifications and dialogs appear. Loaded after the page, which needs neither to be read. */
export function Overlays() {
  useEffect(() => {
    // Not loaded now, they are asked for again when one is needed.
    preloadDialogs().catch(() => undefined);
  }, []);
  return (
    <>
      <Notifications position="bottom-right" />
      <ModalsProvider />
    </>
  );
}
