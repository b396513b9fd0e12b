'use client';

import { Button } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useState } from 'react';

import { EmptyState } from '@/components/feedback/empty-state';
import { LinkButton } from '@/components/feedback/link-button';

/** For everybody who is not an administrator: a plain no, and the way back. */
export function Refusal({ checkAgain }: { checkAgain: () => Promise<unknown> }) {
  const [busy, setBusy] = useState(false);
  const check = async () => {
    setBusy(true);
    await checkAgain().catch(() => undefined);
    setBusy(false);
  };
  return (
    <EmptyState
      order={1}
      icon={<IconShieldLock size={30} stroke={1.75} />}
      title="The monitor is for administrators"
      description="Your account is not one. If an administrator has just given you the right, check again."
      actions={
        <>
          <LinkButton href="/library">Go to your library</LinkButton>
          <Button variant="default" loading={busy} onClick={() => void check()}>
            Check again
          </Button>
        </>
      }
    />
  );
}
