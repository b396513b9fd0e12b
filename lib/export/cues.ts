import type { Segment } from '../jobs/kinds/transcription';
import { oneLine } from './one-line';

/** One caption: what stands on the screen from `start` to `end`, in seconds. */
export interface Cue {
  start: number;
  end: number;
  text: string;
}

/** Two lines of 42 characters and seven seconds: what broadcasters agree a viewer can read. */
const MAX_CHARACTERS = 84;
const MAX_SECONDS = 7;
const MIN_SECONDS = 0.05;

interface Piece {
  text: string;
  start: number;
  end: number;
}

/** The segment's text cut at spaces, each piece with its time: the word's own, or its share by length. */
function pieces(segment: Segment, text: string): Piece[] {
  const tokens = text.split(' ');
  const timed = segment.words.length === tokens.length;
  const length = Math.max(0, segment.end - segment.start);
  let passed = 0;
  return tokens.map((token, index) => {
    const from = passed;
    passed += token.length + 1;
    const word = timed ? segment.words[index] : undefined;
    const at = (characters: number) =>
      segment.start + (length * Math.min(characters, text.length)) / text.length;
    return { text: token, start: word?.start ?? at(from), end: word?.end ?? at(passed) };
  });
}

function cuesOf(segment: Segment): Cue[] {
  const text = oneLine(segment.text);
  if (text === '') return [];
  const cues: Cue[] = [];
  let open: Cue | null = null;
  for (const piece of pieces(segment, text)) {
    const joined: string = open === null ? piece.text : `${open.text} ${piece.text}`;
    if (open !== null && joined.length <= MAX_CHARACTERS && piece.end - open.start <= MAX_SECONDS) {
      open.text = joined;
      open.end = piece.end;
    } else {
      open = { ...piece };
      cues.push(open);
    }
  }
  return cues;
}

/** Captions in the order of time, none empty, none overlapping the next, each at least 50 ms long. */
export function cuesFrom(segments: readonly Segment[]): Cue[] {
  const cues = segments.flatMap(cuesOf).sort((a, b) => a.start - b.start);
  let clock = 0;
  return cues.map((cue, index) => {
    const next = cues[index + 1]?.start ?? Number.POSITIVE_INFINITY;
    const start = Math.max(cue.start, clock);
    const end = Math.max(start + MIN_SECONDS, Math.min(cue.end, next));
    clock = end;
    return { start, end, text: cue.text };
  });
}

/** The text in at most two lines of about equal length, as captions are set. */
export function captionLines(text: string): string[] {
  if (text.length <= MAX_CHARACTERS / 2) return [text];
  const middle = text.length / 2;
  let cut = -1;
  for (let at = text.indexOf(' '); at !== -1; at = text.indexOf(' ', at + 1)) {
    if (cut === -1 || Math.abs(at - middle) < Math.abs(cut - middle)) cut = at;
  }
  return cut === -1 ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
}
