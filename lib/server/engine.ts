import type { Config } from '../config';
import { cryptoEntropy } from '../environment/crypto-entropy';
import { pinoLog } from '../environment/pino-log';
import { systemClock } from '../environment/system-clock';
import { kindOf } from '../jobs/registry';
import type { Engine } from '../queue/engine';
import { SettingsFollower } from '../queue/settings-follower';
import { openTelemetry } from '../telemetry/open-telemetry';
import { openStores } from './stores';

/** The queue's own parts over this process's store, clock, log and traces; and what ends them. */
export function openEngine(
  config: Config,
  env: Record<string, string | undefined>,
): { engine: Engine; close: () => Promise<void> } {
  const log = pinoLog({ name: 'firelane', level: config.logLevel });
  const stores = openStores(config);
  const telemetry = openTelemetry(env);
  const { jobs, cluster, records } = stores;
  const settings = new SettingsFollower({ records, clock: systemClock, log }, config.settings);
  settings.start();
  const engine: Engine = {
    jobs,
    cluster,
    records,
    settings,
    clock: systemClock,
    entropy: cryptoEntropy,
    log,
    tracer: telemetry.tracer,
    kindOf,
  };
  return {
    engine,
    close: async () => {
      settings.close();
      await stores.close();
      await telemetry.close();
    },
  };
}
