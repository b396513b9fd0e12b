'use client';

import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';

import { useOnline } from '@/hooks/use-online';

import classes from './feedback.module.css';

/** A listener starts from the cache, and is then "stale" for the blink of an eye. */
const PATIENCE_MS = 2_000;

/** Says that what is shown may be old. Give it a hook's `isStale`. Silent without a network: the shell says that. */
export function StaleNotice({ stale }: { stale: boolean }) {
  const online = useOnline();
  const [lasting] = useDebouncedValue(stale, PATIENCE_MS);
  return (
    <div role="status">
      {online && stale && lasting && (
        <Text size="sm" c="dimmed" className={classes.stale}>
          <IconCloudOff size={16} aria-hidden />
          Not connected. This is what we saw last; it updates by itself.
        </Text>
      )}
    </div>
  );
}
