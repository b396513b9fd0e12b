'use client';

import { Button } from '@mantine/core';
import { IconFlame } from '@tabler/icons-react';
import Link from 'next/link';

import { EmptyState } from '@/components/feedback/empty-state';

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <EmptyState
      order={1}
      icon={<IconFlame size={30} stroke={1.75} />}
      title="This page stumbled"
      description={
        <>
          Your recordings and results are safe. Try again; if it stays, reload the page.
          {error.digest !== undefined && <> Reference: {error.digest}</>}
        </>
      }
      actions={
        <>
          <Button onClick={reset}>Try again</Button>
          <Button component={Link} href="/library" variant="default">
            Go to your library
          </Button>
        </>
      }
    />
  );
}
