// Written by `npm run kinds` from the files of this folder that call defineKind.
import { alertDeliveryKind } from './alert_delivery';
import { batchKind } from './batch';
import { bulkActionKind } from './bulk_action';
import { chatKind } from './chat';
import { contentGenerationKind } from './content_generation';
import { interviewFeedbackKind } from './interview_feedback';
import { maintenanceKind } from './maintenance';
import { summaryKind } from './summary';
import { transcriptionKind } from './transcription';
import { webhookDeliveryKind } from './webhook_delivery';

export const KINDS = {
  alert_delivery: alertDeliveryKind,
  batch: batchKind,
  bulk_action: bulkActionKind,
  chat: chatKind,
  content_generation: contentGenerationKind,
  interview_feedback: interviewFeedbackKind,
  maintenance: maintenanceKind,
  summary: summaryKind,
  transcription: transcriptionKind,
  webhook_delivery: webhookDeliveryKind,
} as const;
