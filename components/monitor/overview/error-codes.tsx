import { Text } from '@mantine/core';

import { wholeWords } from '../live/words';
import classes from './overview.module.css';

/** What attempts failed of, the most frequent first. */
export function ErrorCodes({ errors }: { errors: Readonly<Record<string, number>> }) {
  const codes = Object.entries(errors).sort(([, one], [, other]) => other - one);
  const most = codes[0]?.[1] ?? 1;
  if (codes.length === 0) {
    return (
      <Text size="sm" c="dimmed" className={classes.nothing}>
        No attempt failed.
      </Text>
    );
  }
  return (
    <ul className={classes.bars}>
      {codes.map(([code, count]) => (
        <li key={code}>
          <span className={classes.barName}>{code}</span>
          <span className={classes.barCount}>{wholeWords(count)}</span>
          <span className={classes.bar} aria-hidden>
            <span style={{ width: `${String((100 * count) / most)}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
