'use client';

import { Badge, Skeleton } from '@mantine/core';

import { useHealth } from '@/hooks/monitor/use-health';

import { HEALTH_LOOKS } from './health-look';

/** The cluster's health in one word, on every page of the monitor. */
export function HealthBadge() {
  const health = useHealth();
  if (health === null) return <Skeleton height={20} width={84} radius="xl" />;
  const look = HEALTH_LOOKS[health.level];
  return (
    <Badge
      color={look.color}
      variant="light"
      tt="none"
      fw={600}
      leftSection={<look.icon size={12} stroke={2.5} aria-hidden />}
      title={health.sentence}
      data-level={health.level}
    >
      {look.label}
    </Badge>
  );
}
