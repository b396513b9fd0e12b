import { afterAll } from 'vitest';

import { type StoredSettings, settingsSchema } from '@/lib/cluster/settings';
import { cryptoEntropy } from '@/lib/environment/crypto-entropy';
import { systemClock } from '@/lib/environment/system-clock';
import { createLanguageModels } from '@/lib/models/language/chain';
import type { LanguageModels } from '@/lib/models/language/language-models';
import type { Clock } from '@/lib/queue/ports/environment';
import type { RecordStore } from '@/lib/queue/ports/record-store';
import { ProviderGate } from '@/lib/queue/providers/provider-gate';
import { SharedAnswers } from '@/lib/queue/providers/shared-answers';
import { fixedSettings } from '@/lib/queue/settings-follower';

import { configFor } from '../providers/provider-models';
import type { ProviderServer } from '../providers/server';

const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface Gated {
  gate: ProviderGate;
  models: LanguageModels;
}

/** One server's gate and models; its providers are the one on the loopback. Closed after the file's last test. */
export function openGate(
  records: RecordStore,
  provider: ProviderServer,
  options: {
    name: string;
    spec: string;
    settings?: StoredSettings;
    keys?: string[];
    windowMs?: number;
    clock?: Clock;
  },
): Gated {
  const { name, spec, settings = {}, keys = ['key-one'], windowMs, clock = systemClock } = options;
  const from = {
    records,
    settings: fixedSettings(settingsSchema.parse(settings)),
    clock,
    entropy: cryptoEntropy,
    log: SILENT,
  };
  const gate = new ProviderGate(from, {
    serverId: name,
    titleOf: (title) => title,
    ...(windowMs === undefined ? {} : { windowMs }),
  });
  gate.start();
  afterAll(() => gate.close());
  const cache = new SharedAnswers(from);
  const models = createLanguageModels(configFor(provider, spec, { keys }), { gate, cache });
  return { gate, models };
}

/** A request of its own signal. */
export function asking(content = 'Hi') {
  return {
    system: 'You help.',
    messages: [{ role: 'user' as const, content }],
    signal: new AbortController().signal,
  };
}
