import { clock, literal } from './markdown';
import type { Unit } from './units';

/** English "i", as recognisers of speech write it. */
const LOWER_I = /(?<![\p{L}\p{N}'’-])i(?=$|\s|['’](?:m|ll|ve|d)\b)/gu;

/** A unit's words as they stand, but for a capital at the start and in "I"; `…` shows where speech was cut. */
export function quoteOf(unit: Unit): string {
  const text = unit.punctuated
    ? withoutMarker(unit.text)
    : withoutMarker(unit.text).replaceAll(LOWER_I, 'I');
  const capital = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  const quote = literal(capital);
  const said = unit.punctuated || unit.words < 12 ? quote : `${quote} …`;
  return unit.speaker === null ? said : `**${literal(unit.speaker)}:** ${said}`;
}

export function bullet(unit: Unit, marker = '- '): string {
  const time = unit.start === null ? '' : ` (${clock(unit.start)})`;
  return `${marker}${quoteOf(unit)}${time}`;
}

export function bullets(units: readonly Unit[]): string {
  return units.map((unit) => bullet(unit)).join('\n');
}

/** A list item's own marker would nest in ours. */
function withoutMarker(text: string): string {
  return text
    .replace(/^\s*#{1,6}\s+/, '')
    .replace(/^\s*(?:[-*+•–—]|\d{1,3}[.)]|\[[ x]?\])\s+/, '')
    .replace(/^\[[ x]?\]\s+/, '');
}
