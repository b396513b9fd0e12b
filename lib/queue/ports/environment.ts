import type { Millis } from '../../jobs/job';

/** Time, passed in: the engine never reads a clock or sets a timer of its own. */
export interface Clock {
  /** Wall clock, for what is written to documents. */
  now(): Millis;
  /** Milliseconds that never go back, for measuring and for judging who is alive. */
  monotonic(): number;
  /** Calls once after `ms`, or up to a millisecond before, as Node's timers do. The answer cancels it. */
  timer(ms: number, call: () => void): () => void;
}

/** Randomness, passed in. */
export interface Entropy {
  /** Uniform in [0, 1). */
  random(): number;
  /** Unguessable, not ordered by time, 20 or more characters of A–Z, a–z, 0–9. */
  id(): string;
}

/** Where the engine says what it does. One line an event; never personal text. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}

export type LogFields = Record<string, unknown>;

/** One traced piece of work. */
export interface Span {
  /** W3C trace context of this span, to hand on; null when nobody traces. */
  readonly traceparent: string | null;
  /** Adds what became known while it ran. */
  set(attributes: SpanAttributes): void;
}

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Where the engine tells how long each piece of work took, and of what it was part. Never personal text. */
export interface Tracer {
  /**
   * Runs a piece of work in a span; an error that it throws is noted and thrown on.
   * @param parent the traceparent that it continues; null: what is running now, or a new trace
   */
  span<T>(
    name: string,
    options: { parent?: string | null; attributes?: SpanAttributes },
    run: (span: Span) => Promise<T>,
  ): Promise<T>;
}

export const NO_TRACES: Tracer = {
  span: (_name, _options, run) => run({ traceparent: null, set: () => undefined }),
};
