import type { Auth } from 'firebase-admin/auth';

import type { Engine } from '../jobs/kinds/engine';
import type { MediaStore } from '../media/storage/media-store';
import type { Queue } from '../queue/queue';
import type { Callers } from './caller';

/** What route handlers work with. */
export interface Services {
  queue: Queue;
  media: MediaStore;
  /** Engines in the order in which they are tried. */
  engines: { language: readonly Engine[]; speech: readonly Engine[] };
  /** How many servers are alive and take jobs. @throws StoreUnavailable */
  liveWorkers(): Promise<number>;
  auth: Auth;
  callers: Callers;
  /** Whether `X-Forwarded-*` come from a proxy of ours. */
  trustProxy: boolean;
  /** Bytes. */
  maxUploadBytes: number;
}
