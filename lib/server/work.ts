import { systemClock } from '../environment/system-clock';
import { deleteJob } from '../http/delete-job';
import type { MediaStore } from '../media/storage/media-store';
import { deleteExpired } from '../media/uploads/expire-media';
import { bulkActions } from '../queue/actions/bulk';
import type { Engine } from '../queue/engine';
import { expireAudit } from '../queue/expire-audit';
import type { Queue } from '../queue/queue';
import type { Webhooks, WebhookTools } from '../queue/webhooks/webhooks';
import type { Work } from '../queue/work';
import { alertSender } from '../webhooks/alert-sender';
import { allWork } from '../work';
import type { Models } from './models';

/** What every kind of job does, with what it needs to do it. */
export function composeWork(parts: {
  engine: Engine;
  queue: Queue;
  media: MediaStore;
  models: Models;
  webhooks: Webhooks;
  deliver: WebhookTools['deliver'];
  alertSecret: () => string;
}): Work[] {
  const { engine, queue, media, models, webhooks, deliver, alertSecret: secret } = parts;
  return allWork({
    media,
    text: models.language,
    speech: models.speech,
    bulk: bulkActions(queue, systemClock, (job) => deleteJob({ queue, media }, job)),
    maintenance: {
      files: () => deleteExpired(media, systemClock.now()),
      audit: () => expireAudit(engine),
    },
    webhooks,
    alerts: alertSender(engine.settings, { deliver, secret }),
  });
}
