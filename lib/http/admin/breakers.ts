import type { BreakerRecord } from '../../cluster/breaker';
import { breakerId } from '../../queue/providers/breaker-id';
import { newBreaker, reset, tripped } from '../../queue/providers/breaker-policy';
import { RECORDS } from '../../queue/records';
import type { Caller } from '../caller';
import { isoTime } from '../iso-time';
import type { Services } from '../services';
import { changeRecord } from './change-record';

export interface BreakerAnswer {
  id: string;
  state: BreakerRecord['state'];
  since: string;
  retryAt: string | null;
}

/**
 * Opens or closes a model's circuit breaker. A configured model whose breaker nobody wrote yet has one, too.
 * @throws HttpProblem `not_found`, `revision_conflict`
 */
export async function changeBreaker(
  services: Services,
  caller: Caller,
  id: string,
  to: 'trip' | 'reset',
): Promise<BreakerAnswer> {
  const { engine } = services;
  const by = caller.email ?? caller.userId;
  const untouched = configured(services, id);
  const { value } = await changeRecord<BreakerRecord>(
    engine,
    {
      caller,
      action: `breaker.${to}`,
      target: `breaker:${id}`,
      collection: RECORDS.breakers,
      id,
      ...(untouched === undefined ? {} : { missing: untouched }),
      tell: ({ state, retryAt }) => ({ state, retryAt }),
    },
    (record, { at }) => {
      if (to === 'trip') return tripped(record, by, at, engine.settings.current().breaker);
      return record.state === 'closed' ? record : reset(record, by, at);
    },
  );
  const { state, since, retryAt } = value;
  return { id, state, since: isoTime(since), retryAt: retryAt === null ? null : isoTime(retryAt) };
}

function configured({ engines }: Services, id: string): BreakerRecord | undefined {
  const model = [...engines.language, ...engines.speech].find(
    (engine) => !engine.local && breakerId(engine.provider, engine.model) === id,
  );
  return model === undefined ? undefined : newBreaker(model.provider, model.model);
}
