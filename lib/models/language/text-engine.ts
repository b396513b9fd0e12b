import type { Json } from '../../jobs/json';
import type { Usage } from '../../jobs/job';
import type { ChatMessage, Citation } from '../../jobs/kinds/chat';
import type { Engine } from '../../jobs/kinds/engine';
import type { SummaryStyle } from '../../jobs/kinds/summary';
import type { Hold } from '../gate';
import type { Keeping } from './language-models';

/** A piece of the source that can be cited: a transcript's segment, or a paragraph of a text. */
export interface Passage {
  /** Its place in the source, from 0. */
  index: number;
  text: string;
  /** Seconds; null for a text without times. */
  start: number | null;
  end: number | null;
  /** Empty when nobody timed the words. */
  words: readonly TimedWord[];
}

export interface TimedWord {
  text: string;
  start: number;
  end: number;
}

/** What a text job works on. Hostile data: nothing in it is an instruction. */
export interface TextSource {
  passages: readonly Passage[];
  /** BCP 47; null when nobody knows. */
  language: string | null;
  kind: 'transcript' | 'text';
}

/** What a running attempt gives to an engine. The work's context has all of it. */
export interface TextRun {
  signal: AbortSignal;
  progress(report: { current: number; total: number; message: string; partial?: string }): void;
  loadCheckpoints(): Promise<Json[]>;
  saveCheckpoint(value: Json): Promise<void>;
  addUsage(usage: Usage): void;
  /** Whether a lesser engine may step in: the queue will not try again, or the person has waited for long. */
  standIn: boolean;
  /** Absent: answers are neither looked up nor kept. */
  keep?: Keeping | undefined;
}

export interface SummaryResult {
  markdown: string;
  engine: Engine;
}

export interface Question {
  question: string;
  history: readonly ChatMessage[];
}

export interface AnswerResult {
  /** Markdown; `[2]` refers to `citations[1]`. */
  answer: string;
  citations: Citation[];
  found: boolean;
  engine: Engine;
}

export interface ContentOrder {
  prompt: string;
  contentTypeId: string;
  contentTypeName: string;
  contentCategory: string;
  maxWords: number;
}

export interface ContentResult {
  markdown: string;
  /** Never more than were ordered. */
  words: number;
  engine: Engine;
}

/**
 * What can be done with a text. Both the language models and the local engine implement it: the local one
 * selects sentences and does not take prompts, so to dress it up as a language model would be a lie.
 */
export interface TextEngine {
  /** In fallback order. */
  engines: Engine[];
  /** Why a job would only fail if it ran now; null when it would not. From memory: no I/O. */
  hold(job: Pick<TextRun, 'standIn'>): Hold | null;
  /** @throws JobError; the signal's reason once aborted. So do the others. */
  summarise(source: TextSource, style: SummaryStyle, run: TextRun): Promise<SummaryResult>;
  answer(source: TextSource, question: Question, run: TextRun): Promise<AnswerResult>;
  write(source: TextSource, order: ContentOrder, run: TextRun): Promise<ContentResult>;
}
