import type { Word } from '../../../jobs/kinds/transcription';

const FILLER = /^(<.*>|\[.*\]|\+\+.*\+\+)$/;
const ALTERNATIVE_PRONUNCIATION = /\(\d+\)$/;

const toCentiseconds = (seconds: number): number => Math.round(seconds * 100) / 100;

/**
 * Reads recognised words in NIST's CTM form, one a line: recording, channel, start and length in seconds,
 * word, confidence. Noise and silence are left out, as is what is not in that form.
 */
export function wordsFromCtm(ctm: string): Word[] {
  return ctm.split('\n').flatMap((line) => {
    const [, , start, length, token, confidence] = line.trim().split(/\s+/);
    const from = Number(start);
    const lasts = Number(length);
    if (token === undefined || !(from >= 0) || !(lasts >= 0) || FILLER.test(token)) return [];
    const sure = confidence === undefined ? Number.NaN : Number(confidence);
    return [
      {
        text: token.replace(ALTERNATIVE_PRONUNCIATION, ''),
        start: toCentiseconds(from),
        end: toCentiseconds(from + lasts),
        confidence: Number.isNaN(sure) ? null : Math.min(1, Math.max(0, sure)),
      },
    ];
  });
}
