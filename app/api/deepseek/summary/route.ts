import { startJob } from '@/lib/http/deepseek-submit';
import { deepseekSummary } from '@/lib/http/operations/deepseek';
import { route } from '@/lib/http/route';

export const POST = route(deepseekSummary, ({ services, caller, body, idempotencyKey }) =>
  startJob(services, caller, {
    kind: 'summary',
    input: {
      transcriptionId: body.transcriptionId,
      text: body.transcriptionText,
      style: body.prompt,
    },
    priority: body.priority,
    idempotencyKey,
    names: { text: 'transcriptionText', style: 'prompt' },
  }),
);
