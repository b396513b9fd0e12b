import { detect } from 'tinyld';

import type { Engine } from '../../jobs/kinds/engine';
import type { Segment, TranscriptionOutput } from '../../jobs/kinds/transcription';
import type { HeardSegment, Plan } from './checkpoints';

/** A silence of at least this many seconds begins a new paragraph. */
const PARAGRAPH_SILENCE = 1;
/** Below this many letters a guess of the language is mostly wrong. */
const MIN_LETTERS_TO_DETECT = 24;

const DAMAGED =
  'The file is damaged or broke off: only the part that could be read was transcribed.';

/** The text of segments in order, in paragraphs where the speakers paused. */
export function textOf(segments: readonly Segment[]): string {
  let text = '';
  let end: number | null = null;
  for (const segment of segments) {
    const pause = end === null ? 0 : segment.start - end;
    text += end === null ? '' : pause >= PARAGRAPH_SILENCE ? '\n\n' : ' ';
    text += segment.text;
    end = segment.end;
  }
  return text;
}

/** The finished output, from every segment of the plan in order. */
export function assemble(
  plan: Plan,
  heard: readonly HeardSegment[],
  rest: { language: string | undefined; mediaKept: boolean },
): TranscriptionOutput {
  const segments = spoken(heard).map(({ segment }) => segment);
  const text = textOf(segments);
  return {
    text,
    language: rest.language ?? mostSpoken(heard) ?? detected(text),
    duration: plan.duration,
    segments,
    engine: engineOf(plan, heard),
    mediaKept: rest.mediaKept,
  };
}

/** Those in which somebody was understood. */
export function spoken(heard: readonly HeardSegment[]): HeardSegment[] {
  return heard.filter(({ segment }) => segment.text !== '');
}

function engineOf(plan: Plan, heard: readonly HeardSegment[]): Engine {
  const [main, ...others] = byLength(heard, ({ engine }) => `${engine.provider} ${engine.model}`);
  if (main === undefined) throw new Error('A transcription without a segment');
  const { engine } = main.example;
  const parts = others.map(({ name, seconds }) => `${name} (${Math.round(seconds)} s)`);
  const mixed = `Parts of it were recognised by another engine, as this one was not available: ${parts.join(', ')}.`;
  const notes = [
    engine.note,
    parts.length > 0 ? mixed : null,
    plan.damaged ? DAMAGED : null,
  ].filter((note) => note !== null);
  return { ...engine, note: notes.length > 0 ? notes.join(' ') : null };
}

function mostSpoken(heard: readonly HeardSegment[]): string | null {
  const told = spoken(heard).filter(({ language }) => language !== null);
  return byLength(told, ({ language }) => language ?? '')[0]?.name ?? null;
}

function detected(text: string): string | null {
  return text.length < MIN_LETTERS_TO_DETECT ? null : detect(text) || null;
}

/** Segments gathered by a name, those that last longest first. */
function byLength(heard: readonly HeardSegment[], nameOf: (heard: HeardSegment) => string) {
  const groups = new Map<string, { name: string; seconds: number; example: HeardSegment }>();
  for (const one of heard) {
    const name = nameOf(one);
    const group = groups.get(name) ?? { name, seconds: 0, example: one };
    group.seconds += one.segment.end - one.segment.start;
    groups.set(name, group);
  }
  return [...groups.values()].sort((a, b) => b.seconds - a.seconds);
}
