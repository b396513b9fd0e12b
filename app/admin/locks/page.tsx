import type { Metadata } from 'next';

import { Locks } from '@/components/monitor/locks/locks';

export const metadata: Metadata = { title: 'Locks' };

export default function LocksPage() {
  return <Locks />;
}
