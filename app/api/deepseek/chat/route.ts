import { startJob } from '@/lib/http/deepseek-submit';
import { deepseekChat } from '@/lib/http/operations/deepseek';
import { route } from '@/lib/http/route';

export const POST = route(deepseekChat, ({ services, caller, body, idempotencyKey }) =>
  startJob(services, caller, {
    kind: 'chat',
    input: {
      transcriptionId: body.transcriptionId,
      text: body.transcriptionText,
      question: body.prompt,
      history: body.history,
    },
    priority: body.priority,
    idempotencyKey,
    names: { text: 'transcriptionText', question: 'prompt' },
  }),
);
