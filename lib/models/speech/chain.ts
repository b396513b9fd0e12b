import { JobError } from '../../jobs/error';
import type { Engine } from '../../jobs/kinds/engine';
import { isPassing, mostHopeful } from '../classify/most-hopeful';
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

export interface SpeechChain {
  /** In fallback order. */
  readonly engines: Engine[];
  /**
   * @param first an engine to ask before the others, when it is still there: the one that an earlier attempt
   * used
   * @throws JobError `unsupported` when no engine fits the choice
   */
  start(choice: EngineChoice, first?: Pick<Engine, 'provider' | 'model'> | null): SpeechRun;
}

/** How long an engine that failed is left alone, unless it said longer: by then an overload may be over. */
const REST_MS = 60_000;
const PARALLEL_CALLS = 4;

/**
 * Engines tried in order. One that is overloaded, limited, slow, unreachable, locked or unable hands the
 * segment on to the next and rests a while, so that an outage does not cost a time-out for each segment.
 * @param now monotonic milliseconds
 */
export function speechChain(
  engines: readonly SpeechEngine[],
  now: () => number = () => performance.now(),
): SpeechChain {
  const restUntil = new Map<SpeechEngine, number>();

  async function ask(
    candidates: readonly SpeechEngine[],
    segment: SpeechSegment,
    options: TranscribeOptions,
  ): Promise<TranscribedSegment> {
    const rested = candidates.filter((engine) => (restUntil.get(engine) ?? 0) <= now());
    const errors: JobError[] = [];
    // When all rest, all are asked: the queue decides how long to wait, not the chain.
    for (const engine of rested.length > 0 ? rested : candidates) {
      try {
        return { ...(await engine.transcribe(segment, options)), engine: describe(engine) };
      } catch (error) {
        if (options.signal.aborted || !(error instanceof JobError) || !anotherMayDo(error)) {
          throw error;
        }
        errors.push(error);
        if (error.class !== 'unsupported') {
          restUntil.set(engine, now() + Math.max(REST_MS, error.retryAfterMs ?? 0));
        }
      }
    }
    throw mostHopeful(errors) ?? noEngine('auto');
  }

  return {
    engines: engines.map(describe),
    start(choice, first) {
      const fitting = engines.filter(
        (engine) => choice === 'auto' || engine.local === (choice === 'local'),
      );
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
        transcribe: (segment, options) => ask(ordered, segment, options),
      };
    },
  };
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
