import { Button } from '@mantine/core';
import { IconFileUnknown } from '@tabler/icons-react';
import Link from 'next/link';

import { EmptyState } from '@/components/feedback/empty-state';

/** What a person sees for a job that is not there, and for one that is not theirs: the two must look alike. */
export function JobMissing() {
  return (
    <EmptyState
      order={1}
      icon={<IconFileUnknown size={30} stroke={1.6} />}
      title="There is no such job"
      description="It was deleted, its time ran out, or it belongs to another account. If it is yours, sign in with the account that made it."
      actions={
        <>
          <Button component={Link} href="/library">
            Go to the library
          </Button>
          <Button component={Link} href="/new" variant="default">
            New recording
          </Button>
        </>
      }
    />
  );
}
