import { createHash } from 'node:crypto';

import type { Job } from '../../jobs/job';

/**
 * A child's id: always the same for the same parent and place, so that a second try makes no second child. A
 * parent that was deleted and submitted again under the same key has others.
 */
export function childId({ id, createdAt }: Pick<Job, 'id' | 'createdAt'>, index: number): string {
  return createHash('sha256')
    .update(`child\n${id}\n${createdAt}\n${index}`)
    .digest('hex')
    .slice(0, 40);
}
