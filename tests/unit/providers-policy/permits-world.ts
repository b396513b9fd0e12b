import fc from 'fast-check';

import type { KeySettings } from '@/lib/cluster/settings';
import { USE_LEASE_MS } from '@/lib/queue/providers/calls-at-once';
import { type Grant, HeldPermits } from '@/lib/queue/providers/held-permits';
import { newKeyRecord } from '@/lib/queue/providers/key-state';
import { take, type Taken } from '@/lib/queue/providers/permits-policy';

export const WINDOW_MS = 3_000;

/** Something that a server does, and how what it does goes on. Milliseconds. */
export const step = fc.record({
  server: fc.nat(2),
  afterMs: fc.oneof(
    { weight: 5, arbitrary: fc.nat(300) },
    { weight: 3, arbitrary: fc.nat(WINDOW_MS + 500) },
    { weight: 1, arbitrary: fc.nat(20_000) },
  ),
  /** Estimated tokens of the calls that it would make now. */
  wants: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }),
  expected: fc.nat(8),
  /** Until it hears that its take is written: later than the slot at times. */
  answerMs: fc.oneof(fc.nat(300), fc.nat(3_000)),
  callMs: fc.oneof(fc.nat(600), fc.nat(40_000)),
  /** Of the tokens that were estimated, those that a call took. */
  part: fc.double({ min: 0, max: 1, noNaN: true }),
  fate: fc.oneof(
    { weight: 12, arbitrary: fc.constant('answered' as const) },
    { weight: 1, arbitrary: fc.constant('not made' as const) },
    { weight: 1, arbitrary: fc.constant('answer lost' as const) },
    { weight: 1, arbitrary: fc.constant('crash' as const) },
  ),
  /** Its bounds of the store's clock are wrong by no more than these. */
  earlyMs: fc.nat(100),
  lateMs: fc.nat(100),
});

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

export interface Call {
  at: number;
  endedAt: number;
  tokens: number;
}

class Server {
  readonly held = new HeldPermits();
  readonly calls = new Set<Call>();
  asks = 0;
  asking = false;
  alive = true;

  constructor(readonly id: string) {}
}

/** A key's record, the servers that take from it, and a clock that nobody reads exactly. */
export class World {
  readonly calls: Call[] = [];
  readonly #limits: KeySettings;
  readonly #servers = [0, 1, 2].map((n) => new Server(`server-${n}`));
  #record = newKeyRecord('google', 'google #1');
  #events: { at: number; run: () => void }[] = [];
  #now = 1_700_000_000_000;

  constructor(limits: KeySettings) {
    this.#limits = limits;
  }

  play(steps: readonly Step[]): void {
    for (const step of steps) {
      this.#pass(step.afterMs);
      const server = this.#servers[step.server];
      if (server === undefined || server.asking) continue;
      if (step.fate === 'crash') this.#crash(server, step);
      else this.#want(server, step);
    }
    this.#pass(2 * WINDOW_MS);
  }

  #pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      this.#events.sort((a, b) => a.at - b.at);
      const next = this.#events[0];
      if (next === undefined || next.at > until) break;
      this.#events.shift();
      this.#now = next.at;
      next.run();
    }
    this.#now = until;
  }

  #after(ms: number, run: () => void): void {
    this.#events.push({ at: this.#now + ms, run });
  }

  /** Makes what calls it has permits for, and asks for the others. */
  #want(server: Server, step: Step): void {
    const waiting = step.wants.filter((tokens) => {
      const grant = server.held.spend(tokens, this.#limits, this.#now + step.lateMs);
      if (grant !== null) this.#call(server, grant, step);
      return grant === null;
    });
    this.#ask(server, waiting, step);
  }

  #ask(server: Server, waiting: readonly number[], step: Step): void {
    const { held } = server;
    const taken = take(this.#record, {
      serverId: server.id,
      number: (server.asks += 1),
      limits: this.#limits,
      windowMs: WINDOW_MS,
      earliest: this.#now - step.earlyMs,
      latest: this.#now + step.lateMs,
      slotMs: 250 + 2 * (step.earlyMs + step.lateMs),
      waiting,
      expected: step.expected,
      calling: held.calling,
      corrections: held.surrender(),
    });
    this.#record = taken.record;
    server.asking = true;
    this.#after(step.answerMs, () => {
      if (!server.alive) return;
      server.asking = false;
      if (step.fate !== 'answer lost') this.#hear(server, taken, step);
    });
    this.#after(USE_LEASE_MS / 3, () => this.#renew(server, step));
  }

  #hear(server: Server, taken: Taken, step: Step): void {
    const valid = this.#now + step.lateMs < taken.until;
    for (const tokens of taken.charges.slice(0, taken.granted)) {
      if (valid) this.#call(server, server.held.begin(tokens, taken.until), step);
      else server.held.owe({ requests: -1, tokens: -tokens, until: taken.until });
    }
    server.held.keep(taken);
  }

  #call(server: Server, grant: Grant, { callMs, part, fate }: Step): void {
    if (fate === 'not made') {
      this.#after(callMs, () => server.held.notMade(grant));
      return;
    }
    const call = { at: this.#now, endedAt: Infinity, tokens: Math.ceil(grant.estimate * part) };
    this.calls.push(call);
    server.calls.add(call);
    this.#after(callMs, () => {
      if (!server.calls.delete(call)) return;
      call.endedAt = this.#now;
      server.held.ended(grant, this.#limits.tokensPerMinute === null ? null : call.tokens);
    });
  }

  /** As long as it has calls under way, and nothing else that it asks says so. */
  #renew(server: Server, step: Step): void {
    if (!server.alive || server.calls.size === 0) return;
    if (!server.asking) this.#ask(server, [], { ...step, fate: 'answered', answerMs: 50 });
    else this.#after(50, () => this.#renew(server, step));
  }

  /** Another begins in its place, and knows nothing of it. */
  #crash(server: Server, step: Step): void {
    server.alive = false;
    const lease = this.#record.inFlight[server.id]?.until ?? this.#now;
    for (const call of server.calls) call.endedAt = Math.max(lease, this.#now);
    server.calls.clear();
    this.#servers[step.server] = new Server(`${server.id}'`);
  }
}
