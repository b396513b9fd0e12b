import type { AlertRecord } from '../../cluster/alert';
import { alertDeliveryKind, type AlertNews } from '../../jobs/kinds/alert_delivery';
import type { Engine } from '../engine';
import type { Queue } from '../queue';
import { SYSTEM_USER } from '../schedules/schedule';
import type { Announce } from './alert-duty';

/** Tells the address of the alerts’ settings by a job of the queue itself; nobody where there is none. */
export function announceAlert(
  engine: Pick<Engine, 'settings' | 'clock'>,
  queue: Pick<Queue, 'submit'>,
): Announce {
  return async (alert) => {
    if (engine.settings.current().alerts.webhookUrl === null) return;
    const input = newsOf(alert, engine.clock.now());
    await queue.submit({
      kind: alertDeliveryKind.name,
      userId: SYSTEM_USER,
      input,
      priority: 'urgent',
      idempotencyKey: `alert:${alert.name}:${input.change}:${input.at}`,
      exempt: true,
    });
  };
}

function newsOf({ name, since, endedAt, sentence }: AlertRecord, now: number): AlertNews {
  return {
    alert: name,
    change: since === null ? 'ended' : 'began',
    at: new Date(since ?? endedAt ?? now).toISOString(),
    sentence,
  };
}
