import { Skeleton, Stack } from '@mantine/core';

/** The shape of the overview below its health while it loads. */
export function OverviewSkeleton() {
  return (
    <Stack gap="xl">
      <Skeleton height={212} radius="lg" />
      <Skeleton height={420} radius="lg" />
      <Skeleton height={300} radius="lg" />
    </Stack>
  );
}
