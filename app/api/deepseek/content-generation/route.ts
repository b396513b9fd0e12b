import { startJob } from '@/lib/http/deepseek-submit';
import { deepseekContent } from '@/lib/http/operations/deepseek';
import { route } from '@/lib/http/route';

export const POST = route(deepseekContent, ({ services, caller, body, idempotencyKey }) =>
  startJob(services, caller, {
    kind: 'content_generation',
    input: {
      transcriptionId: body.transcriptionId,
      text: body.transcriptionText,
      prompt: body.prompt,
      contentTypeId: body.contentTypeId,
      contentTypeName: body.contentTypeName,
      contentCategory: body.contentCategory,
      maxWords: body.maxWords,
    },
    priority: body.priority,
    idempotencyKey,
    names: { text: 'transcriptionText' },
  }),
);
