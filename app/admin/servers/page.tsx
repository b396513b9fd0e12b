import type { Metadata } from 'next';

import { Servers } from '@/components/monitor/servers/servers';

export const metadata: Metadata = { title: 'Servers' };

export default function ServersPage() {
  return <Servers />;
}
