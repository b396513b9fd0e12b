import { setImmediate } from 'node:timers/promises';
import { detect } from 'tinyld';

import type { Passage, TextSource } from '../text-engine';
import { unitsOf, type Unit } from './units';

export interface Analysis {
  units: Unit[];
  passages: readonly Passage[];
  /** BCP 47 primary language; what could not be told is read as English. */
  language: string;
  kind: TextSource['kind'];
}

/** How many passages are looked at before others get their turn. */
const BREATH = 10;

/**
 * Splits a source into units. The heavy part of the local engine: it lets the process breathe, and stops with
 * the signal's reason when that is aborted.
 */
export async function analyse(source: TextSource, signal?: AbortSignal): Promise<Analysis> {
  const language = languageOf(source);
  const units: Unit[] = [];
  for (const [at, passage] of source.passages.entries()) {
    if (at % BREATH === BREATH - 1) await setImmediate();
    signal?.throwIfAborted();
    units.push(...unitsOf(passage, language, units.length));
  }
  return { units, passages: source.passages, language, kind: source.kind };
}

function languageOf(source: TextSource): string {
  if (source.language !== null) return source.language.split('-')[0]?.toLowerCase() ?? 'en';
  const sample = source.passages.map((passage) => passage.text).join(' ');
  return detect(sample.slice(0, 4_000)) || 'en';
}
