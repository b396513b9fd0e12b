import { type Submitter, submitterKey } from '../../cluster/submitter';
import type { WebhookRecord } from '../../cluster/webhook';
import { backoff } from '../backoff';
import type { Engine } from '../engine';
import { persist } from '../persist';
import type { RecordWrite } from '../ports/record-store';
import { QueueError } from '../queue-error';
import { RECORDS } from '../records';
import { sleep } from '../sleep';
import type { Webhook } from './webhooks';

const STORE_TRIES = 4;
const CONFLICTS = 12;

/**
 * The stored webhooks, and which of them each user's submits name: both change in one commit. A disabled one stays named,
 * so that enabling it, by whoever may, is one write; what is delivered to it is dropped.
 */
export class WebhookBook {
  readonly #engine: Engine;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async list(userId: string): Promise<Webhook[]> {
    const found = await this.#asked(() =>
      this.#engine.records.list(RECORDS.webhooks, { equals: { userId }, limit: 100 }),
    );
    return found
      .map(({ id, value }) => ({ ...value, id }))
      .sort((a, b) => a.createdAt - b.createdAt);
  }

  /** Null when there is none. */
  async find(id: string): Promise<Webhook | null> {
    const { record } = await this.#asked(() => this.#engine.records.read(RECORDS.webhooks, id));
    return record === null ? null : { ...record.value, id };
  }

  async add(id: string, value: WebhookRecord): Promise<void> {
    await this.#untilWritten(async () => [
      { collection: RECORDS.webhooks, id, value, version: null },
      await this.#named(value.userId, (ids) => [...ids.filter((one) => one !== id), id]),
    ]);
  }

  /** Whatever refers to it is taken away first: a delivery that finds no webhook is dropped. */
  async remove({ id, userId }: Webhook): Promise<void> {
    await this.#untilWritten(async () => [
      await this.#named(userId, (ids) => ids.filter((one) => one !== id)),
    ]);
    await this.#asked(() => this.#engine.records.remove(RECORDS.webhooks, id));
  }

  /**
   * Changes a webhook as it stands; null leaves it.
   * @throws QueueError `not_found`
   */
  async change(
    id: string,
    decide: (webhook: WebhookRecord) => WebhookRecord | null,
  ): Promise<Webhook> {
    let now: Webhook | undefined;
    await this.#untilWritten(async () => {
      const { record } = await this.#engine.records.read(RECORDS.webhooks, id);
      if (record === null) throw new QueueError('not_found', 'There is no such webhook.');
      const value = decide(record.value);
      now = { ...(value ?? record.value), id };
      if (value === null) return [];
      return [{ collection: RECORDS.webhooks, id, value, version: record.version }];
    });
    return decided(() => now);
  }

  async #named(
    userId: string,
    change: (ids: string[]) => string[],
  ): Promise<RecordWrite<Submitter>> {
    const { submitter, version } = await this.#engine.jobs.readSubmitter(userId);
    const value = { ...submitter, webhookIds: change(submitter.webhookIds) };
    return { collection: RECORDS.submitters, id: submitterKey(userId), value, version };
  }

  async #untilWritten(decide: () => Promise<RecordWrite<unknown>[]>): Promise<void> {
    const { clock, entropy, records } = this.#engine;
    for (let tries = 1; tries <= CONFLICTS; tries++) {
      const done = await this.#asked(async () => {
        const writes = await decide();
        return writes.length === 0 || (await records.write(writes)).ok;
      });
      if (done) return;
      const random = entropy.random();
      await sleep(clock, backoff({ tries, baseMs: 20, maxMs: 1_000, random }));
    }
    throw new QueueError('illegal_transition', 'The webhook is changing too fast. Try again.');
  }

  #asked<T>(call: () => Promise<T>): Promise<T> {
    return persist(this.#engine, undefined, call, STORE_TRIES);
  }
}

/** What a callback has set by now. */
function decided<T>(read: () => T | undefined): T {
  const value = read();
  if (value === undefined) throw new Error('a change that was not decided');
  return value;
}
