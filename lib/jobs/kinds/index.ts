// Written by `npm run kinds` from the files of this folder that call defineKind.
import { batchKind } from './batch';
import { bulkActionKind } from './bulk_action';
import { chatKind } from './chat';
import { contentGenerationKind } from './content_generation';
import { summaryKind } from './summary';
import { transcriptionKind } from './transcription';

export const KINDS = {
  batch: batchKind,
  bulk_action: bulkActionKind,
  chat: chatKind,
  content_generation: contentGenerationKind,
  summary: summaryKind,
  transcription: transcriptionKind,
} as const;
