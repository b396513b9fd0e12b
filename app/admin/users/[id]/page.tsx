import type { Metadata } from 'next';

import { UserDetail } from '@/components/monitor/users/user-detail';

export const metadata: Metadata = { title: 'User' };

export default async function UserPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  // A segment of the address comes as it was written there.
  return <UserDetail userId={decodeURIComponent(id)} />;
}
