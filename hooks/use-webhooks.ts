'use client';

import useSWR from 'swr';

import { type ApiProblem, apiFetch } from './api';
import { useUser } from './use-user';

/** An address that is told when a job ends. Times are ISO 8601. */
export interface Webhook {
  id: string;
  url: string;
  createdAt: string;
  /** Null while it is told of jobs. */
  disabled: { at: string; reason: string } | null;
  /** The last delivery; `error` is null when it was accepted. */
  last: { at: string; status: number | null; error: string | null } | null;
}

export type WebhookWithSecret = Webhook & { secret: string };

const PATH = '/api/webhooks';

/** The signed-in person's webhooks, and what can be done with them. Each action reads the list again. */
export function useWebhooks() {
  const { user } = useUser();
  const list = useSWR<Webhook[], ApiProblem>(
    user === null ? null : [PATH, user.uid],
    async () => (await apiFetch<{ webhooks: Webhook[] }>(PATH)).webhooks,
  );
  const then = async <T>(call: Promise<T>): Promise<T> => {
    const answer = await call;
    await list.mutate();
    return answer;
  };
  const on = <T>(id: string, action: string) =>
    then(apiFetch<T>(`${PATH}/${encodeURIComponent(id)}${action}`, { method: 'POST' }));
  return {
    webhooks: list.data,
    error: list.error,
    reload: () => void list.mutate(),
    add: (url: string) => then(apiFetch<WebhookWithSecret>(PATH, { body: { url } })),
    rotate: (id: string) => on<WebhookWithSecret>(id, '/rotate'),
    test: (id: string) => on<Webhook>(id, '/test'),
    enable: (id: string) => on<Webhook>(id, '/enable'),
    remove: (id: string) =>
      then(apiFetch<undefined>(`${PATH}/${encodeURIComponent(id)}`, { method: 'DELETE' })),
  };
}
