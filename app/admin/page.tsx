import type { Metadata } from 'next';

import { Overview } from '@/components/monitor/overview/overview';

export const metadata: Metadata = { title: { absolute: 'Monitor · Firelane' } };

export default function OverviewPage() {
  return <Overview />;
}
