import type { BreakerRecord } from '@/lib/cluster/breaker';
import type { ServerRecord } from '@/lib/cluster/server';
import type { ModelSpend } from '@/lib/cluster/stats';
import type { SeenRecord } from '@/lib/firebase/client/records';

export interface Model {
  /** `provider:model`. */
  id: string;
  /** Null while it was never needed: closed. */
  breaker: BreakerRecord | null;
  /** Today; null when it was not called. */
  spend: ModelSpend | null;
  /** Calls at once that each server allows itself. */
  limits: readonly { serverId: string; limit: number }[];
}

/** Every model that something is known of: those that are out first, then by name. */
export function modelsOf(
  breakers: readonly SeenRecord<BreakerRecord>[],
  servers: readonly ServerRecord[],
  spend: Readonly<Record<string, ModelSpend>>,
): Model[] {
  const records = new Map(breakers.map(({ id, value }) => [id, value]));
  const ids = new Set([
    ...records.keys(),
    ...Object.keys(spend),
    ...servers.flatMap(({ adaptiveLimits }) => Object.keys(adaptiveLimits)),
  ]);
  return [...ids]
    .map((id) => ({
      id,
      breaker: records.get(id) ?? null,
      spend: spend[id] ?? null,
      limits: servers.flatMap(({ id: serverId, adaptiveLimits }) => {
        const limit = adaptiveLimits[id];
        return limit === undefined ? [] : [{ serverId, limit }];
      }),
    }))
    .sort((one, other) => Number(isClosed(one)) - Number(isClosed(other)) || compare(one, other));
}

function isClosed({ breaker }: Model): boolean {
  return breaker === null || breaker.state === 'closed';
}

function compare(one: Model, other: Model): number {
  return one.id.localeCompare(other.id);
}
