import { Badge } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleX,
  IconProgressHelp,
  IconTrendingUp,
  type TablerIcon,
} from '@tabler/icons-react';

import type { BreakerState } from '@/lib/cluster/breaker';

interface BreakerLook {
  label: string;
  color: string;
  icon: TablerIcon;
}

/** A breaker's state as it is shown: in words, too, that do not need the field's terms. */
export const BREAKER_LOOKS: Readonly<Record<BreakerState, BreakerLook>> = {
  closed: { label: 'Closed: calls go', color: 'teal', icon: IconCircleCheck },
  open: { label: 'Open: no calls', color: 'red', icon: IconCircleX },
  half_open: { label: 'Half-open: one probe', color: 'yellow', icon: IconProgressHelp },
  recovering: { label: 'Recovering: some calls', color: 'indigo', icon: IconTrendingUp },
};

export function BreakerBadge({ state }: { state: BreakerState }) {
  const look = BREAKER_LOOKS[state];
  return (
    <Badge
      color={look.color}
      variant="light"
      tt="none"
      fw={600}
      leftSection={<look.icon size={12} stroke={2.5} aria-hidden />}
      data-breaker={state}
    >
      {look.label}
    </Badge>
  );
}
