/** A recording, frame by frame, as the voice detector heard it. */
export interface VoiceFrames {
  /** 1 where there is a voice. */
  voiced: Uint8Array;
  /** How loud each frame is: 0 to 1. */
  levels: Float32Array;
  /** Samples in one frame. */
  frameSamples: number;
}

/** Frames from `start` up to, not including, `end`. */
export interface FrameSpan {
  start: number;
  end: number;
}

export interface SegmentRules {
  /** From this length on, any silence ends a segment; below it, only longer ones. */
  targetFrames: number;
  /** No segment is longer, its padding included. */
  maxFrames: number;
  /** Silence kept on each side of what was said. */
  padFrames: number;
  /** What is shorter is not a silence but a consonant. */
  minSilenceFrames: number;
  /** This much silence always ends a segment. */
  maxSilenceFrames: number;
  /** A segment with less voice than this is a click or a cough, and left out. */
  minVoicedFrames: number;
  /** What is shorter joins the segment before it, when silence and length allow: engines need context. */
  shortFrames: number;
}

/**
 * Where to cut a recording so that each piece is one call to a speech engine: at silences, the longer the
 * segment already is the shorter a silence may be; inside speech, at its quietest place, only when somebody
 * speaks on without a pause for longer than a segment may be. Pure and deterministic. The spans are in
 * order, do not overlap, hold every voiced frame but lone clicks, and leave silence out.
 */
export function planSegments(
  frames: Pick<VoiceFrames, 'voiced' | 'levels'>,
  rules: SegmentRules,
): FrameSpan[] {
  const longest = rules.maxFrames - 2 * rules.padFrames;
  const pieces = speechRuns(frames.voiced, rules.minSilenceFrames).flatMap((run) =>
    splitRun(run, frames.levels, Math.min(rules.targetFrames, longest), longest),
  );
  const cores: FrameSpan[] = [];
  for (const piece of pieces) {
    const current = cores.at(-1);
    if (current !== undefined && belongs(piece, current, rules, longest)) current.end = piece.end;
    else cores.push({ ...piece });
  }
  const spoken = joinShort(cores, rules, longest).filter(
    ({ start, end }) => voicedIn(frames.voiced, start, end) >= rules.minVoicedFrames,
  );
  return padded(spoken, frames.voiced.length, rules.padFrames);
}

function padded(cores: FrameSpan[], frameCount: number, padFrames: number): FrameSpan[] {
  return cores.map((core, index) => {
    const previous = cores[index - 1];
    const next = cores[index + 1];
    const before = previous === undefined ? core.start : half(core.start - previous.end);
    const after = next === undefined ? frameCount - core.end : half(next.start - core.end);
    return {
      start: core.start - Math.min(padFrames, before),
      end: core.end + Math.min(padFrames, after),
    };
  });
}

const voicedIn = (voiced: Uint8Array, start: number, end: number): number =>
  voiced.subarray(start, end).reduce((sum, voice) => sum + voice, 0);

const half = (frames: number): number => Math.floor(frames / 2);

function belongs(
  piece: FrameSpan,
  current: FrameSpan,
  rules: SegmentRules,
  longest: number,
): boolean {
  if (piece.end - current.start > longest) return false;
  const filled = Math.min(1, (current.end - current.start) / rules.targetFrames);
  const enough = Math.max(rules.minSilenceFrames, rules.maxSilenceFrames * (1 - filled));
  return piece.start - current.end < enough;
}

function joinShort(cores: FrameSpan[], rules: SegmentRules, longest: number): FrameSpan[] {
  const joined: FrameSpan[] = [];
  for (const core of cores) {
    const previous = joined.at(-1);
    const short = core.end - core.start < rules.shortFrames;
    if (
      previous !== undefined &&
      short &&
      core.start - previous.end < rules.maxSilenceFrames &&
      core.end - previous.start <= longest
    ) {
      previous.end = core.end;
    } else {
      joined.push(core);
    }
  }
  return joined;
}

function speechRuns(voiced: Uint8Array, minSilenceFrames: number): FrameSpan[] {
  const runs: FrameSpan[] = [];
  voiced.forEach((voice, index) => {
    if (voice === 0) return;
    const last = runs.at(-1);
    if (last !== undefined && index - last.end < minSilenceFrames) last.end = index + 1;
    else runs.push({ start: index, end: index + 1 });
  });
  return runs;
}

function splitRun(
  run: FrameSpan,
  levels: Float32Array,
  shortest: number,
  longest: number,
): FrameSpan[] {
  const pieces: FrameSpan[] = [];
  let start = run.start;
  while (run.end - start > longest) {
    const cut = quietest(levels, start + shortest, start + longest);
    pieces.push({ start, end: cut });
    start = cut;
  }
  pieces.push({ start, end: run.end });
  return pieces;
}

/** The frame from `from` to `to`, both included, around which it is most quiet. */
function quietest(levels: Float32Array, from: number, to: number): number {
  const loudness = (at: number): number =>
    (levels[at - 1] ?? 0) + (levels[at] ?? 0) + (levels[at + 1] ?? 0);
  let best = from;
  for (let at = from + 1; at <= to; at += 1) if (loudness(at) < loudness(best)) best = at;
  return best;
}
