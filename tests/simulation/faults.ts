import {
  type JobStore,
  type Observer,
  StoreUnavailable,
  type Unsubscribe,
} from '@/lib/queue/ports/job-store';
import type { ClusterStore } from '@/lib/queue/ports/cluster-store';

import type { RecordStore } from '@/lib/queue/ports/record-store';

import type { Process } from './process';

/** How bad the network between a process and the store is. */
export interface Weather {
  /** An operation that is not applied. */
  fails: number;
  /** An operation that is applied, and its answer lost. */
  answerLost: number;
  /** An operation that takes seconds. */
  slow: number;
  /** A listener that ends with an error. */
  listenerEnds: number;
}

export const CALM: Weather = { fails: 0, answerLost: 0, slow: 0, listenerEnds: 0 };

const SUBSCRIPTIONS = new Set([
  'watchPending',
  'watchCancels',
  'watchJob',
  'watchMembers',
  'watch',
  'watchAll',
]);

type Operation = (...args: unknown[]) => Promise<unknown>;
type Subscription = (...args: unknown[]) => Unsubscribe;

/** A store as a process sees it through a bad network. */
export function throughNetwork<S extends JobStore | ClusterStore | RecordStore>(
  store: S,
  process: Process,
  weather: () => Weather,
): S {
  const wrapped = Object.entries(store).map(([name, method]) => [
    name,
    SUBSCRIPTIONS.has(name)
      ? subscription(method as Subscription, process, weather)
      : operation(method as Operation, process, weather),
  ]);
  return Object.fromEntries(wrapped) as S;
}

function operation(method: Operation, process: Process, weather: () => Weather): Operation {
  const { random } = process;
  return async (...args) => {
    const { fails, answerLost, slow } = weather();
    await process.wait(random.chance(slow) ? random.between(1_000, 5_000) : random.between(1, 8));
    if (random.chance(fails)) throw new StoreUnavailable('not sent');
    const answer = await method(...args);
    await process.wait(random.between(1, 8));
    if (random.chance(answerLost)) throw new StoreUnavailable('no answer');
    return answer;
  };
}

/** Values come late, in order; the subscription may end by itself. */
function subscription(
  method: Subscription,
  process: Process,
  weather: () => Weather,
): Subscription {
  const { random } = process;
  return (...args) => {
    const observer = args.at(-1) as Observer<unknown>;
    let ended = false;
    let line = Promise.resolve();
    const inTurn = (call: () => void): void => {
      line = line.then(async () => {
        await process.wait(random.between(1, 60));
        if (!ended) call();
      });
    };
    const unsubscribe = method(...args.slice(0, -1), {
      next: (value: unknown) =>
        inTurn(() => {
          if (!random.chance(weather().listenerEnds)) {
            observer.next(value);
            return;
          }
          ended = true;
          observer.error(new StoreUnavailable('the listener ended'));
        }),
      error: (error: unknown) => inTurn(() => observer.error(error)),
    });
    return () => {
      ended = true;
      unsubscribe();
    };
  };
}
