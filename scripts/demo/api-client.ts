import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { Upload } from 'tus-js-client';

import type { JobView } from '../../lib/http/schemas/job-view-schema';
import type { InputOf, KindName, OutputOf } from '../../lib/jobs/registry';

const POLL_MS = 250;

/** An answer that takes longer is taken for lost. Milliseconds. */
const ANSWER_MS = 30_000;
/** Looks at a job whose answers are lost, one after the other, before that is told. */
const LOOKS = 3;

export interface FinishedJob<K extends KindName> {
  view: JobView;
  output: OutputOf<K>;
}

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Firelane's HTTP API, as any program would use it. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** @returns the media id */
  async upload(file: { name: string; type: string; bytes: Buffer }): Promise<string> {
    return new Promise((resolve, reject) => {
      const upload = new Upload(file.bytes, {
        endpoint: `${this.#url}/api/uploads`,
        headers: { authorization: `Bearer ${this.#token}` },
        metadata: { filename: file.name, filetype: file.type },
        retryDelays: null,
        onError: reject,
        onSuccess: () => {
          const id = upload.url?.split('/').at(-1);
          if (id === undefined) reject(new Error('The upload has no address.'));
          else resolve(id);
        },
      });
      upload.start();
    });
  }

  async submit<K extends KindName>(kind: K, input: InputOf<K>): Promise<JobView> {
    return this.#call<JobView>('/api/jobs', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify({ kind, input }),
    });
  }

  async job(id: string): Promise<JobView & { output: unknown }> {
    return this.#call(`/api/jobs/${id}`);
  }

  /**
   * Waits for the end of a job and tells each change.
   * @throws when it did not complete, in the words that its owner reads
   */
  async follow<K extends KindName>(
    id: string,
    onChange: (view: JobView) => void,
  ): Promise<FinishedJob<K>> {
    let seen = '';
    for (;;) {
      const view = await this.#look(id);
      const state = JSON.stringify([view.status, view.progress]);
      if (state !== seen) onChange(view);
      seen = state;
      if (view.status === 'completed') return { view, output: view.output as OutputOf<K> };
      if (view.status === 'failed' || view.status === 'cancelled') {
        throw new Error(`${view.title}: ${view.error?.message ?? view.status}`);
      }
      await delay(POLL_MS);
    }
  }

  /** To look at a job again harms nothing. */
  async #look(id: string): Promise<JobView & { output: unknown }> {
    for (let looks = 1; ; looks++) {
      try {
        return await this.job(id);
      } catch (error) {
        if (!isTimeout(error) || looks === LOOKS) throw error;
      }
    }
  }

  async #call<T>(path: string, init: Call = {}): Promise<T> {
    const response = await fetch(`${this.#url}${path}`, {
      ...init,
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: { ...init.headers, authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok) {
      throw new Error(
        `${init.method ?? 'GET'} ${path}: ${String(response.status)} ${await response.text()}`,
      );
    }
    return (await response.json()) as T;
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
