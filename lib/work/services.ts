import type { AlertServices } from './alert_delivery';
import type { BulkServices } from './bulk_action';
import type { MaintenanceServices } from './maintenance';
import type { TextServices } from './text/services';
import type { TranscriptionServices } from './transcription';
import type { WebhookServices } from './webhook_delivery';

/** What all kinds of work need, together. */
export type WorkServices = AlertServices &
  TextServices &
  TranscriptionServices &
  BulkServices &
  MaintenanceServices &
  WebhookServices;
