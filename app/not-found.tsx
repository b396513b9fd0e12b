import { IconMapQuestion } from '@tabler/icons-react';
import type { Metadata } from 'next';

import { EmptyState } from '@/components/feedback/empty-state';
import { LinkButton } from '@/components/feedback/link-button';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <EmptyState
      order={1}
      icon={<IconMapQuestion size={30} stroke={1.75} />}
      title="There is nothing at this address"
      description="It may have been deleted, or the link is not complete."
      actions={<LinkButton href="/library">Go to your library</LinkButton>}
    />
  );
}
