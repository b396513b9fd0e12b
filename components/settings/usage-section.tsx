'use client';

import { Skeleton } from '@mantine/core';

import { AllowanceMeter } from '@/components/allowance/allowance-meter';
import { ErrorState } from '@/components/feedback/error-state';
import { type Usage, useUsage } from '@/hooks/use-usage';

import { bytesWords, costWords, countWords } from './amounts';
import { Section } from './section';
import classes from './settings.module.css';

/** What the person's jobs and recordings add up to. */
export function UsageSection() {
  const { data, error, mutate } = useUsage();
  return (
    <Section
      id="usage"
      title="Usage"
      description="What you may still submit, and sums over the jobs that are kept: 30 days after they end, unless you delete them before."
    >
      {data !== undefined && (
        <>
          <AllowanceMeter known={data} />
          <Figures usage={data} />
        </>
      )}
      {data === undefined && error !== undefined && (
        <ErrorState
          title="Your usage could not be loaded"
          error={error}
          onRetry={() => void mutate()}
        />
      )}
      {data === undefined && error === undefined && <Skeleton height={64} />}
    </Section>
  );
}

function Figures({ usage }: { usage: Usage }) {
  const { byState, complete } = usage.jobs;
  const total = Object.values(byState).reduce((sum, count) => sum + count, 0);
  const running = (byState.scheduled ?? 0) + (byState.pending ?? 0) + (byState.processing ?? 0);
  return (
    <dl className={classes.figures}>
      <div>
        <dt>Jobs</dt>
        <dd>
          {countWords(total)}
          {!complete && '+'}
          <small>
            {running} in progress, {byState.failed ?? 0} failed
          </small>
        </dd>
      </div>
      <div>
        <dt>Recordings kept</dt>
        <dd>
          {countWords(usage.media.files)}
          <small>{bytesWords(usage.media.bytes)}</small>
        </dd>
      </div>
      <div>
        <dt>Model tokens</dt>
        <dd>
          {countWords(usage.tokens.input + usage.tokens.output)}
          <small>
            {countWords(usage.tokens.input)} in, {countWords(usage.tokens.output)} out
          </small>
        </dd>
      </div>
      <div>
        <dt>Cost</dt>
        <dd>
          {costWords(usage.cost)}
          <small>{usage.cost === null ? 'a price is not known' : 'of the models'}</small>
        </dd>
      </div>
    </dl>
  );
}
