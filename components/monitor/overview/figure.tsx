import type { ReactNode } from 'react';

import type { Percentiles } from '@/lib/cluster/stats';

import { NOTHING, spanWords } from '../live/words';
import classes from './overview.module.css';

export interface FigureProps {
  name: string;
  value: ReactNode;
  detail: ReactNode;
  className?: string | undefined;
  alarming?: boolean;
}

/** One number, its name, and a line that gives it a measure. */
export function Figure({ name, value, detail, className, alarming = false }: FigureProps) {
  return (
    <div className={`${classes.figure ?? ''} ${className ?? ''}`} data-alarming={alarming}>
      <dt>{name}</dt>
      <dd>
        {value}
        <small>{detail}</small>
      </dd>
    </div>
  );
}

/** How long half, most, and nearly all took. */
export function PercentileFigure({
  name,
  percentiles,
}: {
  name: string;
  percentiles: Percentiles | null;
}) {
  return (
    <div className={`${classes.figure ?? ''} ${classes.percentiles ?? ''}`}>
      <dt>{name}</dt>
      <dd>
        {(['p50', 'p95', 'p99'] as const).map((key) => (
          <span key={key} className={classes.percentile}>
            <small>{key}</small>
            {percentiles === null ? NOTHING : spanWords(percentiles[key])}
          </span>
        ))}
      </dd>
    </div>
  );
}
