import {
  getEnterpriseStats,
  getEnterpriseTranscriptionQueue,
  queueEnterpriseTranscription,
} from '@/lib/enterprise';
import * as operations from '@/lib/http/operations/transcription-queue';
import { route } from '@/lib/http/route';

export const POST = route(operations.queueTranscription, async ({ caller, body }) => {
  const { audioDataUri, ...options } = body;
  const queued = await queueEnterpriseTranscription(
    { audioDataUri },
    { ...options, userId: caller.userId, plan: caller.plan },
  );
  return Response.json(queued, {
    status: 202,
    headers: { Location: `/api/jobs/${queued.requestId}` },
  });
});

export const GET = route(operations.transcriptionQueueStats, async ({ caller }) => {
  const queue = await getEnterpriseTranscriptionQueue();
  const [{ servers, queueStats, performance }, { allowance }] = await Promise.all([
    getEnterpriseStats(),
    queue.limits(caller.userId, caller.plan),
  ]);
  const tightest = allowance.toSorted((a, b) => a.remaining - b.remaining)[0];
  return Response.json({
    currentQueueSize: queueStats.totalInQueue,
    successRate: performance.successRate,
    medianWaitMs: performance.waitMs?.p50 ?? null,
    servers: servers.length,
    userRateLimit: {
      limit: tightest?.limit ?? 0,
      remaining: tightest?.remaining ?? 0,
      resetMs: tightest?.resetMs ?? 0,
    },
  });
});
