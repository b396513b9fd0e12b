import { type ClusterSettings, settingsSchema, type StoredSettings } from '@/lib/cluster/settings';
import type { Settings } from '@/lib/queue/settings-follower';

/** Settings that a test changes as an administrator would; told at once. */
export function changeableSettings(stored: StoredSettings = {}): Settings & {
  change(stored: StoredSettings): void;
} {
  let settings: ClusterSettings = settingsSchema.parse(stored);
  const listeners = new Set<() => void>();
  return {
    current: () => settings,
    onChange: (call) => {
      listeners.add(call);
      return () => listeners.delete(call);
    },
    known: () => Promise.resolve(),
    change: (next) => {
      settings = settingsSchema.parse(next);
      for (const call of listeners) call();
    },
  };
}
