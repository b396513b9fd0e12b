'use client';

import { Text, VisuallyHidden } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { EmptyState } from '@/components/feedback/empty-state';
import { ErrorState } from '@/components/feedback/error-state';
import { StaleNotice } from '@/components/feedback/stale-notice';
import { problemMessage } from '@/hooks/api';
import type { Live } from '@/hooks/monitor/use-record';
import { useOnline } from '@/hooks/use-online';

export interface LiveSectionProps<T> {
  live: Live<T>;
  /** What it is, as a sentence begins: "The servers". */
  what: string;
  /** The shape of the content while it loads. */
  skeleton: ReactNode;
  /** Stands there once the server has said that there is nothing; by default the children decide. */
  missing?: ReactNode;
  children: (value: T) => ReactNode;
}

/** Something live in each of its states: loading, offline, refused, missing, old, and there. */
export function LiveSection<T>({ live, what, skeleton, missing, children }: LiveSectionProps<T>) {
  const online = useOnline();
  if (live.value !== null) {
    return (
      <>
        <StaleNotice stale={live.isStale} />
        {live.error !== null && (
          <Text size="sm" c="var(--mantine-color-error)" mb="sm" role="alert">
            {what} could not be followed further. {problemMessage(live.error)}
          </Text>
        )}
        {children(live.value)}
      </>
    );
  }
  if (live.error !== null) {
    const title = `${what} could not be loaded`;
    return <ErrorState title={title} error={live.error} onRetry={live.retry} />;
  }
  if (!live.isLoading) return missing ?? null;
  if (!online) {
    return (
      <EmptyState
        icon={<IconWifiOff size={30} stroke={1.75} />}
        title="You are offline"
        description={`${what} will be here as soon as the network is back.`}
      />
    );
  }
  return (
    <>
      <VisuallyHidden role="status">Loading: {what.toLowerCase()}</VisuallyHidden>
      <div aria-hidden>{skeleton}</div>
    </>
  );
}
