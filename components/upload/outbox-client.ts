import { Recorder } from '@/components/recording/recorder';
import { ApiProblem, apiFetch, authorization } from '@/hooks/api';
import { ItemLocks, localLocks } from '@/lib/outbox/item-lock';
import { Outbox } from '@/lib/outbox/outbox';
import { OutboxStore } from '@/lib/outbox/outbox-store';
import { SendError } from '@/lib/outbox/send-error';
import type { SubmitTranscription } from '@/lib/outbox/send-item';

/** What the pages of this tab share of one person's outbox. It goes on while they come and go. */
export interface OutboxClient {
  readonly userId: string;
  readonly store: OutboxStore;
  readonly outbox: Outbox;
  readonly recorder: Recorder;
}

let current: OutboxClient | null = null;

/** The outbox of the signed-in person; another person's ends. Begins to send when it is first asked for. */
export function outboxClient(userId: string): OutboxClient {
  if (current?.userId === userId) return current;
  current?.outbox.stop();
  const store = new OutboxStore();
  const locks = new ItemLocks('locks' in navigator ? navigator.locks : localLocks());
  const outbox = new Outbox({
    userId,
    store,
    locks,
    authorization,
    submit,
    deleteMedia: (mediaId) =>
      apiFetch<undefined>(`/api/media/${encodeURIComponent(mediaId)}`, { method: 'DELETE' }),
    now: () => Date.now(),
    random: () => Math.random(),
  });
  const client = {
    userId,
    store,
    outbox,
    recorder: new Recorder({ userId, store, locks, outbox }),
  };
  current = client;
  void outbox.start();
  void stopWhenLeft(client);
  return client;
}

/** Nobody's items may be sent in another person's name: the outbox ends with its owner's sign-in. */
async function stopWhenLeft(client: OutboxClient): Promise<void> {
  const { watchUser } = await import('@/lib/firebase/client/auth');
  const unwatch = watchUser((user) => {
    if (user?.uid === client.userId && current === client) return;
    client.outbox.stop();
    void client.recorder.stop('left');
    if (current === client) current = null;
    unwatch();
  });
}

const submit: SubmitTranscription = async (input, idempotencyKey, signal) => {
  try {
    const job = await apiFetch<{ id: string }>('/api/jobs', {
      body: { kind: 'transcription', input },
      idempotencyKey,
      signal,
    });
    return job.id;
  } catch (error) {
    signal.throwIfAborted();
    throw sendErrorOf(error);
  }
};

function sendErrorOf(error: unknown): unknown {
  if (error instanceof ApiProblem) {
    return new SendError(
      {
        status: error.status,
        code: error.code,
        detail: error.detail,
        retryAfterMs: error.retryAfter === null ? null : error.retryAfter * 1000,
      },
      { cause: error },
    );
  }
  // The sign-in's own way of saying that it has no network.
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'auth/network-request-failed'
    ? new SendError({ status: 0, code: null, detail: null, retryAfterMs: null }, { cause: error })
    : error;
}
