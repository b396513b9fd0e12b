import type { BulkServices } from './bulk_action';
import type { TextServices } from './text/services';
import type { TranscriptionServices } from './transcription';

/** What all kinds of work need, together. */
export type WorkServices = TextServices & TranscriptionServices & BulkServices;
