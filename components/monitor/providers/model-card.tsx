'use client';

import { Title } from '@mantine/core';
import { useId } from 'react';

import { costWords, countWords } from '@/components/settings/amounts';
import { useClusterNow } from '@/hooks/monitor/cluster-clock';
import type { BreakerRecord } from '@/lib/cluster/breaker';
import type { Millis } from '@/lib/jobs/job';

import { Moment } from '../live/moment';
import { NOTHING, shareWords, spanWords, wholeWords } from '../live/words';
import { BreakerAction } from './breaker-action';
import { BreakerBadge } from './breaker-badge';
import { BreakerHistory } from './breaker-history';
import { ModelName } from './model-name';
import type { Model } from './models-of';
import { outageOf } from './outage';
import classes from './providers.module.css';

/** One model: whether it is called, what it was used for today, and how its breaker fared. */
export function ModelCard({ model }: { model: Model }) {
  const titleId = useId();
  const { id, breaker, spend, limits } = model;
  const answered = spend === null ? 0 : spend.calls + spend.cacheHits;
  return (
    <article className={classes.card} aria-labelledby={titleId} data-model={id}>
      <header className={classes.head}>
        <Title order={3} size="h4" id={titleId}>
          <ModelName id={id} />
        </Title>
        <BreakerAction id={id} closed={breaker === null || breaker.state === 'closed'} />
      </header>
      <div className={classes.state}>
        <BreakerBadge state={breaker?.state ?? 'closed'} />
        {breaker !== null && <BreakerWords breaker={breaker} />}
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>Calls</dt>
          <dd>{spend === null ? NOTHING : wholeWords(spend.calls)}</dd>
        </div>
        <div>
          <dt>From the cache</dt>
          <dd>
            {shareWords(spend === null || answered === 0 ? null : spend.cacheHits / answered)}
          </dd>
        </div>
        <div>
          <dt>Tokens</dt>
          <dd>{spend === null ? NOTHING : countWords(spend.tokens)}</dd>
        </div>
        <div>
          <dt>Cost</dt>
          <dd>{spend === null ? NOTHING : costWords(spend.cost)}</dd>
        </div>
      </dl>
      {limits.length > 0 && (
        <div className={classes.limits}>
          <h4>Calls at once, as each server allows itself</h4>
          <ul>
            {limits.map(({ serverId, limit }) => (
              <li key={serverId}>
                <span title={serverId}>{serverId}</span> <strong>{wholeWords(limit)}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
      {breaker !== null && breaker.history.length > 0 && (
        <BreakerHistory history={breaker.history} />
      )}
    </article>
  );
}

/** Since when, why, and what comes next. */
function BreakerWords({ breaker }: { breaker: BreakerRecord }) {
  const now = useClusterNow();
  const next = nextWords(breaker, now);
  const outage = outageOf(breaker);
  return (
    <span className={classes.stateWords}>
      since <Moment at={outage?.at ?? breaker.since} />
      {outage !== null && ` · ${outage.reason}`}
      {next !== null && ` · ${next}`}
      {breaker.failedProbes > 0 &&
        ` · ${String(breaker.failedProbes)} failed ${breaker.failedProbes === 1 ? 'probe' : 'probes'}`}
    </span>
  );
}

function nextWords(breaker: BreakerRecord, now: Millis): string | null {
  switch (breaker.state) {
    case 'open': {
      const wait = breaker.retryAt - now;
      return wait > 0 ? `probe in ${spanWords(wait)}` : 'probe due now';
    }
    case 'half_open':
      return `${breaker.probe.serverId} probes`;
    case 'recovering':
      return `${shareWords(breaker.admitted)} of calls go`;
    case 'closed':
      return null;
  }
}
