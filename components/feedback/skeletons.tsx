import { Card, Group, Skeleton, Stack, VisuallyHidden } from '@mantine/core';

/** Says to a screen reader what the grey shapes mean. */
function Loading({ label }: { label: string }) {
  return <VisuallyHidden role="status">{label}</VisuallyHidden>;
}

/** The shape of a list while it loads. */
export function RowsSkeleton({ rows = 5, label }: { rows?: number; label: string }) {
  return (
    <Stack gap="xs">
      <Loading label={label} />
      {Array.from({ length: rows }, (_, row) => (
        <Card key={row} padding="md" withBorder aria-hidden>
          <Group wrap="nowrap">
            <Skeleton height={36} width={36} radius="md" />
            <Stack gap={8} flex={1}>
              <Skeleton height={12} width={`${64 - ((row * 13) % 30)}%`} />
              <Skeleton height={10} width={`${34 - ((row * 7) % 14)}%`} />
            </Stack>
          </Group>
        </Card>
      ))}
    </Stack>
  );
}

/** The shape of a paragraph while it loads. */
export function TextSkeleton({ lines = 4, label }: { lines?: number; label: string }) {
  return (
    <Stack gap={10}>
      <Loading label={label} />
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton
          key={line}
          height={12}
          width={line === lines - 1 ? '55%' : `${96 - ((line * 5) % 12)}%`}
          aria-hidden
        />
      ))}
    </Stack>
  );
}
