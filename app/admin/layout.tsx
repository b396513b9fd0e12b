import type { Metadata } from 'next';
import type { ReactNode } from 'react';

import { MonitorShell } from '@/components/monitor/shell/monitor-shell';

export const metadata: Metadata = {
  title: { default: 'Monitor', template: '%s · Monitor · Firelane' },
};

export default function MonitorLayout({ children }: { children: ReactNode }) {
  return <MonitorShell>{children}</MonitorShell>;
}
