import { Skeleton } from '@mantine/core';

import classes from './providers.module.css';

export function CardSkeletons() {
  return (
    <div className={classes.grid}>
      <Skeleton height={220} radius="lg" />
      <Skeleton height={220} radius="lg" />
    </div>
  );
}
