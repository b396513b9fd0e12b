'use client';

import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';

/** Where notifications and dialogs appear. Loaded after the page, which needs neither to be read. */
export function Overlays() {
  return (
    <>
      <Notifications position="bottom-right" />
      <ModalsProvider />
    </>
  );
}
