import type { Caller } from '../caller';
import type { Services } from '../services';
import { auditedAction } from './audited-action';

/** What the receiver of alerts verifies them by. */
export function revealAlertSecret(
  { engine, alertSecret }: Pick<Services, 'engine' | 'alertSecret'>,
  caller: Caller,
): Promise<{ secret: string }> {
  return auditedAction(
    engine,
    { caller, action: 'alert.reveal_secret', target: 'alerts', before: null },
    () => Promise.resolve({ secret: alertSecret() }),
    () => null,
  );
}
