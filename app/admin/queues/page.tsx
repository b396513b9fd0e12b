import type { Metadata } from 'next';

import { Queues } from '@/components/monitor/queues/queues';

export const metadata: Metadata = { title: 'Queues' };

export default function QueuesPage() {
  return <Queues />;
}
