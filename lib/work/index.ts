// Written by `npm run kinds` from the kinds that are declared.
import type { Work } from '../queue/work';
import { alertDeliveryWork } from './alert_delivery';
import { batchWork } from './batch';
import { bulkActionWork } from './bulk_action';
import { chatWork } from './chat';
import { contentGenerationWork } from './content_generation';
import { interviewFeedbackWork } from './interview_feedback';
import { maintenanceWork } from './maintenance';
import type { WorkServices } from './services';
import { summaryWork } from './summary';
import { transcriptionWork } from './transcription';
import { webhookDeliveryWork } from './webhook_delivery';

/** What every kind of job does. */
export function allWork(services: WorkServices): Work[] {
  return [
    alertDeliveryWork(services),
    batchWork(services),
    bulkActionWork(services),
    chatWork(services),
    contentGenerationWork(services),
    interviewFeedbackWork(services),
    maintenanceWork(services),
    summaryWork(services),
    transcriptionWork(services),
    webhookDeliveryWork(services),
  ];
}
