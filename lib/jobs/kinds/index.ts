// Written by `npm run kinds` from the files of this folder that call defineKind.
import { bulkActionKind } from './bulk_action';
import { chatKind } from './chat';
import { contentGenerationKind } from './content_generation';
import { summaryKind } from './summary';
import { transcriptionKind } from './transcription';

export const KINDS = {
  bulk_action: bulkActionKind,
  chat: chatKind,
  content_generation: contentGenerationKind,
  summary: summaryKind,
  transcription: transcriptionKind,
} as const;
