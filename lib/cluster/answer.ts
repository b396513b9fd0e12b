import type { Millis } from '../jobs/job';

/** `answers/{name}`: what a model answered to a request, or that somebody is asking it. Nobody reads it but servers. */
export type AnswerRecord =
  | {
      state: 'pending';
      /** Who asks: unique to this call. */
      holder: string;
      /** When the holder must have renewed this, on the store's clock. */
      until: Millis;
      expireAt: Millis;
    }
  | { state: 'kept'; text: string; expireAt: Millis };
