import type { PartWrite } from '../ports/job-store';
import type { Job } from '../../jobs/job';

/** A child that begins when its parent's attempt ends. */
export interface NewChild {
  job: Job;
  parts: PartWrite[];
}

/** Not a failure: the attempt ends here, and the job goes on when its children have ended. */
export class AwaitChildren extends Error {
  override readonly name = 'AwaitChildren';
  /** Empty when they were begun by an earlier attempt. */
  readonly children: readonly NewChild[];

  constructor(children: readonly NewChild[]) {
    super('The attempt ends until the children have ended.');
    this.children = children;
  }
}
