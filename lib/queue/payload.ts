import type { Json } from '../jobs/json';
import type { Job } from '../jobs/job';
import { PAYLOAD_LIMIT } from '../jobs/payload-limit';
import type { PartName, PartWrite } from './ports/job-store';
import { QueueError } from './queue-error';

/** Larger texts leave the job's own document, which every listener and every trigger carries. Characters. */
export const INLINE_LIMIT = 24_000;

/** One part document: below Firestore's 1 MiB even when every character takes three bytes. Characters. */
export const PART_LIMIT = 300_000;

/** Parts outlive their job by this, so that TTL never takes them from a job that was replayed or amended. */
const PARTS_BACKSTOP_MS = 90 * 24 * 60 * 60_000;

type Owner = Pick<Job, 'userId' | 'expireAt'>;

export interface Packed {
  /** Null when the text is in parts. */
  inline: string | null;
  parts: PartWrite[];
  partCount: number;
}

/**
 * Decides where a payload stands: in the job's document, or beside it.
 * @throws QueueError `payload_too_large`
 */
export function pack(name: PartName, value: unknown, owner: Owner): Packed {
  const text = JSON.stringify(value);
  if (text.length > PAYLOAD_LIMIT) {
    throw new QueueError(
      'payload_too_large',
      `The ${name} is ${text.length} characters of JSON; at most ${PAYLOAD_LIMIT} can be kept.`,
    );
  }
  if (text.length <= INLINE_LIMIT) return { inline: text, parts: [], partCount: 0 };
  const texts = split(text);
  return { inline: null, parts: [partWrite(name, 0, texts, owner)], partCount: texts.length };
}

/** Texts on their way to the documents under a job. */
export function partWrite(name: PartName, from: number, texts: string[], owner: Owner): PartWrite {
  return {
    name,
    from,
    texts,
    userId: owner.userId,
    expireAt: owner.expireAt + PARTS_BACKSTOP_MS,
  };
}

/** Never between the halves of a surrogate pair: half a character does not survive UTF-8. */
function split(text: string): string[] {
  const texts: string[] = [];
  let at = 0;
  while (at < text.length) {
    let end = Math.min(at + PART_LIMIT, text.length);
    const last = text.charCodeAt(end - 1);
    if (end < text.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    texts.push(text.slice(at, end));
    at = end;
  }
  return texts;
}

/** The payload's value again. */
export function unpack(inline: string | null, parts: readonly string[]): Json {
  return JSON.parse(inline ?? parts.join('')) as Json;
}
