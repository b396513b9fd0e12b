import type { ServerRecord } from '../ports/cluster-store';

/**
 * Something that the leader does from time to time. Two who think they lead may both do it: each write must be
 * a compare-and-set or carry the fence.
 */
export interface Duty {
  name: string;
  everyMs: number;
  /**
   * @param fence the leader's; higher than that of every earlier leader
   * @param servers those alive, draining ones too, as the leader has just read them
   */
  run(fence: number, servers: readonly ServerRecord[]): Promise<void>;
}
