import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHourglassEmpty,
  IconPlugConnectedX,
  type TablerIcon,
} from '@tabler/icons-react';

import type { Health } from '@/lib/cluster/stats';

interface HealthLook {
  label: string;
  color: 'teal' | 'yellow' | 'red';
  icon: TablerIcon;
}

/** A level of health as it is shown: a word, an icon and a colour, never colour alone. */
export const HEALTH_LOOKS: Readonly<Record<Health['level'], HealthLook>> = {
  good: { label: 'Healthy', color: 'teal', icon: IconCircleCheck },
  degraded: { label: 'Degraded', color: 'yellow', icon: IconAlertTriangle },
  stalled: { label: 'Stalled', color: 'red', icon: IconHourglassEmpty },
  down: { label: 'Down', color: 'red', icon: IconPlugConnectedX },
};
