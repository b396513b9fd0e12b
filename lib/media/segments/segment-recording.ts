import type { SpeechSegment } from '../../models/speech/engine';
import { SAMPLE_RATE } from '../decode/recording';
import type { Recording } from '../decode/recording';
import { planSegments } from './plan-segments';
import type { SegmentRules } from './plan-segments';
import { wavOf } from './wav';

/** Samples from `start` up to, not including, `end`. */
export interface SampleSpan {
  start: number;
  end: number;
}

/** Raised whenever the same recording would be cut elsewhere: a plan of another version is not resumed. */
export const SEGMENTING_VERSION = 1;

function rules(frameSamples: number): SegmentRules {
  const frames = (seconds: number): number => Math.round((seconds * SAMPLE_RATE) / frameSamples);
  return {
    targetFrames: frames(12),
    maxFrames: frames(30),
    padFrames: frames(0.3),
    minSilenceFrames: frames(0.12),
    maxSilenceFrames: frames(2.4),
    minVoicedFrames: frames(0.2),
    shortFrames: frames(4),
  };
}

/** Where a recording is cut: about 12 s each, at most 30 s, silence left out. Empty when nobody speaks. */
export function segmentRecording(recording: Recording): SampleSpan[] {
  const { frameSamples } = recording.frames;
  return planSegments(recording.frames, rules(frameSamples)).map(({ start, end }) => ({
    start: start * frameSamples,
    end: Math.min(end * frameSamples, recording.samples),
  }));
}

/** One segment of a recording, read into memory: at most 30 s, 1 MB. */
export async function readSegment(recording: Recording, span: SampleSpan): Promise<SpeechSegment> {
  const pcm = await recording.read(span.start, span.end);
  return {
    pcm,
    sampleRate: SAMPLE_RATE,
    start: span.start / SAMPLE_RATE,
    end: span.end / SAMPLE_RATE,
    wav: () => wavOf(pcm, SAMPLE_RATE),
  };
}
