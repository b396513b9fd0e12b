import type { StoredSettings } from '@/lib/cluster/settings';

/** Two jobs in twenty seconds, for those whose `plan` claim says `small`. */
export const SMALL_PLAN: NonNullable<StoredSettings['plans']> = {
  small: { requestsPerMinute: 6, burstLimit: 2, windowSizeMs: 20_000 },
};
