import type { Question } from '../text-engine';
import { sentencesOf } from './lexicon';

/** What a question asks for. */
export interface Asked {
  /** Content words, weighted: those of the question 1, those of the turn before it less. */
  terms: Map<string, number>;
  /** The kinds of answer that would fit: DATE for "when", MONEY for "how much". */
  wants: Set<string>;
  /** `overview`: what it is all about. `actions`: what is to be done. `passage`: something in it. */
  about: 'overview' | 'actions' | 'passage';
  /** Its question word, lower case. */
  opening: string | null;
}

const WANTS: readonly { asks: RegExp; kinds: readonly string[] }[] = [
  { asks: /\bwho(?:m|se)?\b/i, kinds: ['NAME'] },
  {
    asks: /\b(?:when|what (?:day|date|time|month|year)|how (?:soon|long)|deadline|until)\b/i,
    kinds: ['DATE', 'TIME', 'DURATION', 'ORDINAL'],
  },
  {
    asks: /\bhow much|\b(?:cost|price|budget|pay|fee)s?\b/i,
    kinds: ['MONEY', 'CARDINAL', 'PERCENT'],
  },
  {
    asks: /\bhow (?:many|often|old|far|big|large|high)\b/i,
    kinds: ['CARDINAL', 'ORDINAL', 'PERCENT'],
  },
  { asks: /\bwhere\b/i, kinds: ['NAME'] },
  { asks: /\b(?:why|how come|reasons?|causes?d?)\b/i, kinds: ['REASON'] },
];

/** Words about the source itself rather than about what it says. English. */
const META = new Set(
  (
    'transcript recording text document audio meeting call conversation talk video speaker speech summary summarise ' +
    'summarize topic subject main point key about discuss say mention tell explain describe happen cover content ' +
    'overview gist question answer person people someone give detail information important idea'
  ).split(' '),
);
/** Weak in questions: they say what kind of thing is asked for, not which. */
const WEAK = new Set(
  'do be have will much many often long kind type way thing time plan new use'.split(' '),
);

const OVERVIEW =
  /\b(?:summar\w+|overview|gist|main (?:point|topic|idea)s?|key (?:point|takeaway)s?|takeaways?|tl;?dr|in short|what (?:is|was) (?:this|it|the \w+) (?:all )?about|what(?:['’]s| is| was| did they)?\b.*\b(?:about|discussed|talk(?:ed|ing)? about|covered))\W*$/i;
const ACTIONS =
  /\b(?:action items?|to-?dos?|next steps?|follow[- ]ups?|what (?:do|should|must) (?:I|we|they) (?:have to |need to )?do|what (?:needs|has|is) to be done)\b/i;

/** The weight of what was asked before, where the question rests on it. */
const BEFORE = 0.8;

/** "And when?", "Who told them?": such a question rests on the one before; any other must stand by itself. */
const FOLLOW_UP = /^(?:and|but|so|also)\b|\b(?:it|its|they|them|their|he|him|his|she|her)\b/i;

/** Reads a question, and the one before it, without understanding either: words and cues. */
export function readQuestion({ question, history }: Question, language: string): Asked {
  const own = termsOf(question, language);
  const opening = /^\W*(who|what|when|where|why|how)\b/i.exec(question)?.[1]?.toLowerCase() ?? null;
  const wants = new Set<string>();
  for (const { asks, kinds } of WANTS) if (asks.test(question)) kinds.forEach((k) => wants.add(k));

  const terms = new Map(own.map((term) => [term, WEAK.has(term) ? 0.3 : 1]));
  const rests = own.length < 2 || FOLLOW_UP.test(question.trim());
  const before = rests ? history.findLast((message) => message.role === 'user') : undefined;
  if (before) {
    for (const term of termsOf(before.content, language)) {
      if (!terms.has(term)) terms.set(term, BEFORE);
    }
  }
  if (ACTIONS.test(question)) return { terms, wants, opening, about: 'actions' };
  const onlyMeta = own.every((term) => META.has(term) || WEAK.has(term));
  const open = wants.size === 0 && own.length > 0 && before === undefined;
  if (onlyMeta && (open || OVERVIEW.test(question)))
    return { terms, wants, opening, about: 'overview' };
  if (onlyMeta) return { terms, wants, opening, about: 'passage' };
  for (const term of terms.keys()) if (META.has(term)) terms.set(term, 0.25);
  return { terms, wants, opening, about: 'passage' };
}

function termsOf(text: string, language: string): string[] {
  return [...new Set(sentencesOf(text, language).flatMap((sentence) => sentence.terms))];
}
