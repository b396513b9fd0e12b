import type { Citation } from '../../jobs/kinds/chat';
import type { Passage } from '../../models/language/text-engine';

export interface CitedText {
  /** With markers from `[1]`, in the order of their first mention. */
  text: string;
  citations: Citation[];
}

const MAX_QUOTE = 400;
/** A range of more is taken by its ends: nobody means all of them. */
const MAX_RANGE = 6;

/** `[3]`, `[3, 7]`, `[3-5]`, `[^3]`, `【3】`: as models write markers whatever they are told. */
const MARKER = /(?:\[\^?|【)\s{0,2}(\d{1,6}(?:\s{0,2}[,;–-]\s{0,2}\d{1,6}){0,40})\s{0,2}(?:\]|】)/g;
const UNFINISHED = /\s{0,3}(?:\[\^?|【)[\d\s,;–-]{0,80}$/;

/** The number under which a model knows a passage. */
export function markerOf(passage: Passage): number {
  return passage.index + 1;
}

/**
 * Checks an answer's markers against the passages that were shown, drops those that do not exist, and numbers
 * the rest anew. Pure. The text may be an unfinished one.
 */
export function resolveCitations(answer: string, shown: readonly Passage[]): CitedText {
  const byNumber = new Map(shown.map((passage) => [markerOf(passage), passage]));
  const order: Passage[] = [];
  const text = answer.replace(UNFINISHED, '').replaceAll(MARKER, (_, list: string) => {
    const passages = [...new Set(numbersIn(list))].flatMap((n) => byNumber.get(n) ?? []);
    return passages
      .map((passage) => {
        if (!order.includes(passage)) order.push(passage);
        return `[${String(order.indexOf(passage) + 1)}]`;
      })
      .join('');
  });
  return { text: tidied(text), citations: order.map(citationOf) };
}

/** Earlier answers, without markers that meant something else then. */
export function withoutMarkers(text: string): string {
  return tidied(text.replaceAll(MARKER, ''));
}

function numbersIn(list: string): number[] {
  return list.split(/[,;]/).flatMap((part) => {
    const [from, to] = part.split(/[–-]/).map((n) => Number(n.replaceAll(/\D/g, '')));
    if (from === undefined) return [];
    if (to === undefined || to <= from) return [from];
    if (to - from >= MAX_RANGE) return [from, to];
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

function citationOf(passage: Passage): Citation {
  const quote = passage.text.replaceAll(/\s+/g, ' ').trim();
  return {
    segment: passage.index,
    start: passage.start,
    end: passage.end,
    quote: quote.length <= MAX_QUOTE ? quote : `${quote.slice(0, MAX_QUOTE - 1)}…`,
  };
}

/** Where a marker was dropped: no double marker, no blank before a full stop. */
function tidied(text: string): string {
  return text
    .replaceAll(/(\[\d{1,6}\])(?:\s{0,3}\1)+/g, '$1')
    .replaceAll(/[^\S\n]{1,4}(?=[.,;:!?](?:\s|$))/g, '')
    .replaceAll(/(\S)[^\S\n]{2,8}(?=\S)/g, '$1 ')
    .trim();
}
