import type { Metadata } from 'next';

import { Providers } from '@/components/monitor/providers/providers';

export const metadata: Metadata = { title: 'Providers' };

export default function ProvidersPage() {
  return <Providers />;
}
