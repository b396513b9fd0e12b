import { settingsSchema, type StoredSettings } from '../lib/cluster/settings';

/** A plan that no test reaches: for those that submit a lot and are about something else. */
export const GENEROUS: StoredSettings = {
  plans: { default: { requestsPerMinute: 1_000_000, burstLimit: 1_000_000 } },
};

export const GENEROUS_SETTINGS = settingsSchema.parse(GENEROUS);
