import { NOTHING, wholeWords } from '../live/words';
import classes from './providers.module.css';

export interface AllowanceBarProps {
  name: string;
  /** Null when it is not counted. */
  used: number | null;
  /** Null without a limit. */
  limit: number | null;
}

/** How much of an allowance is used, in numbers and as a bar. */
export function AllowanceBar({ name, used, limit }: AllowanceBarProps) {
  const part = used === null || limit === null ? 0 : Math.min(1, used / limit);
  return (
    <div className={classes.allowance} data-full={part >= 0.9}>
      <span>{name}</span>
      <span className={classes.allowanceWords}>
        {used === null ? NOTHING : wholeWords(used)}
        {limit === null ? <small> no limit</small> : <small> of {wholeWords(limit)}</small>}
      </span>
      <span className={classes.allowanceBar} aria-hidden>
        <span style={{ width: `${String(part * 100)}%` }} />
      </span>
    </div>
  );
}
