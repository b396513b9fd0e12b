import { JobError } from '../../jobs/error';
import type { Engine } from '../../jobs/kinds/engine';
import { isPassing, mostHopeful } from '../classify/most-hopeful';
import { type Hold, soonestHold } from '../gate';
import type { SpeechEngine, SpeechResult, SpeechSegment, TranscribeOptions } from './engine';

/** `local` never sends sound to a provider; `cloud` never uses this machine's recogniser. */
export type EngineChoice = 'auto' | 'local' | 'cloud';

export interface TranscribedSegment extends SpeechResult {
  engine: Engine;
}

/** The engines for one recording, in the order in which they are asked. */
export interface SpeechRun {
  /** How many segments may be asked for at once: several of a provider, one of this machine. */
  readonly parallel: number;
  /** @throws JobError the most hopeful one, when every engine failed; the signal's reason once aborted */
  transcribe(segment: SpeechSegment, options: TranscribeOptions): Promise<TranscribedSegment>;
}

export interface SpeechStart {
  choice: EngineChoice;
  /** Asked before the others, when it is still there: what an earlier attempt used. */
  first: Pick<Engine, 'provider' | 'model'> | null;
  /** Whether this machine's own recogniser may stand in for providers that are out for a while. */
  standIn: boolean;
}

export interface SpeechChain {
  /** In fallback order. */
  readonly engines: Engine[];
  /** @throws JobError `unsupported` when no engine fits the choice */
  start(start: SpeechStart): SpeechRun;
  /** Why a recording would only fail if it were begun now; null when it would not. From memory: no I/O. */
  hold(start: Pick<SpeechStart, 'choice' | 'standIn'>): Hold | null;
}

/** How long an engine that failed is left alone, unless it said longer: by then an overload may be over. */
const REST_MS = 60_000;
const PARALLEL_CALLS = 4;

/**
 * Engines tried in order. One that is overloaded, limited, slow, unreachable, locked or unable hands the
 * segment on to the next and rests a while, so that an outage does not cost a time-out for each segment.
 * This machine's own recogniser understands less: it does not step in for an outage that the queue's next
 * attempt may survive, unless the caller will not wait, but for what no attempt will mend it does.
 * @param now monotonic milliseconds
 */
export function speechChain(
  engines: readonly SpeechEngine[],
  now: () => number = () => performance.now(),
): SpeechChain {
  const rests = new Map<SpeechEngine, { until: number; error: JobError }>();

  function restOf(engine: SpeechEngine): JobError | null {
    const rest = rests.get(engine);
    return rest !== undefined && rest.until > now() ? rest.error : null;
  }

  /** Null when it failed with what another engine may do better; the error is noted. */
  async function tryOne(
    engine: SpeechEngine,
    call: { segment: SpeechSegment; options: TranscribeOptions; errors: JobError[] },
  ): Promise<TranscribedSegment | null> {
    try {
      const result = await engine.transcribe(call.segment, call.options);
      return { ...result, engine: describe(engine) };
    } catch (error) {
      call.options.signal.throwIfAborted();
      if (!(error instanceof JobError) || !anotherMayDo(error)) throw error;
      call.errors.push(error);
      const until = now() + Math.max(REST_MS, error.retryAfterMs ?? 0);
      if (error.class !== 'unsupported') rests.set(engine, { until, error });
      return null;
    }
  }

  async function ask(
    candidates: readonly SpeechEngine[],
    standIn: boolean,
    segment: SpeechSegment,
    options: TranscribeOptions,
  ): Promise<TranscribedSegment> {
    const errors: JobError[] = [];
    const call = { segment, options, errors };
    const resting: SpeechEngine[] = [];
    for (const engine of candidates) {
      const rest = restOf(engine);
      const waits = engine.local && !standIn && errors.some(isPassing);
      if (rest !== null) {
        resting.push(engine);
        errors.push(rest);
      } else if (!waits) {
        const result = await tryOne(engine, call);
        if (result !== null) return result;
      }
    }
    // Nobody awake was asked: an attempt must not fail on a memory alone.
    for (const engine of errors.length === resting.length ? resting : []) {
      const result = await tryOne(engine, call);
      if (result !== null) return result;
    }
    throw mostHopeful(errors) ?? noEngine('auto');
  }

  return {
    engines: engines.map(describe),
    start({ choice, first, standIn }) {
      const fitting = engines.filter(fits(choice));
      const isFirst = (engine: SpeechEngine): boolean =>
        engine.provider === first?.provider && engine.model === first.model;
      const ordered = [
        ...fitting.filter((engine) => isFirst(engine)),
        ...fitting.filter((engine) => !isFirst(engine)),
      ];
      const leader = ordered[0];
      if (leader === undefined) throw noEngine(choice);
      return {
        parallel: leader.local ? 1 : PARALLEL_CALLS,
        transcribe: (segment, options) => ask(ordered, standIn, segment, options),
      };
    },
    hold({ choice, standIn }) {
      const fitting = engines.filter(fits(choice));
      // This machine's own recogniser is never held; but it does not step in for an outage.
      const asked = fitting.filter(({ local }, place) => !local || standIn || place === 0);
      return soonestHold(asked.map((engine) => engine.hold?.() ?? null));
    },
  };
}

function fits(choice: EngineChoice): (engine: SpeechEngine) => boolean {
  return ({ local }) => choice === 'auto' || local === (choice === 'local');
}

function anotherMayDo(error: JobError): boolean {
  return isPassing(error) || error.class === 'auth' || error.class === 'unsupported';
}

function describe({ provider, model, local, note }: SpeechEngine): Engine {
  return { provider, model, local, note };
}

function noEngine(choice: EngineChoice): JobError {
  const missing = {
    auto: 'No speech engine is configured on this server.',
    local: 'This server has no speech engine of its own, and the recording was not to leave it.',
    cloud: 'No cloud speech provider is configured on this server.',
  }[choice];
  return new JobError(
    'unsupported',
    'no_speech_engine',
    `${missing} Choose another engine, or ask whoever runs this site to set one up.`,
  );
}
