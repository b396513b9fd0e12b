'use client';

import { createContext, useContext } from 'react';

export const MonitorRightsContext = createContext<'full' | 'read'>('read');

/** Why a read-only administrator's controls do nothing. The server refuses them in any case. */
export const READ_ONLY_REASON =
  'You may look at everything and change nothing: your account has read-only rights.';

/** Whether the administrator who looks at the monitor may change something. */
export function useMayChange(): boolean {
  return useContext(MonitorRightsContext) === 'full';
}
