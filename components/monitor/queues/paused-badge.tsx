import { Badge } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';

/** No job of this queue starts. */
export function PausedBadge() {
  return (
    <Badge
      color="yellow"
      variant="light"
      tt="none"
      fw={600}
      miw="max-content"
      leftSection={<IconPlayerPause size={12} stroke={2.5} aria-hidden />}
    >
      Paused
    </Badge>
  );
}
