import type { Metadata } from 'next';

import { Users } from '@/components/monitor/users/users';

export const metadata: Metadata = { title: 'Users' };

export default function UsersPage() {
  return <Users />;
}
