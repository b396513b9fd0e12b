import type { Log, LogFields } from './ports/environment';

/** The same log, with fields that each of its lines carries. */
export function withFields(log: Log, common: LogFields): Log {
  return {
    debug: (fields, message) => log.debug({ ...common, ...fields }, message),
    info: (fields, message) => log.info({ ...common, ...fields }, message),
    warn: (fields, message) => log.warn({ ...common, ...fields }, message),
    error: (fields, message) => log.error({ ...common, ...fields }, message),
  };
}
