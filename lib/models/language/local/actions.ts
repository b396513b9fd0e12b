import type { Unit } from './units';

interface Cue {
  pattern: RegExp;
  points: number;
}

/** A pronoun in either case (recognised speech has no capitals), or a name. */
const WHO = String.raw`(?:I|i|[Ww]e|[Yy]ou|[Hh]e|[Ss]he|[Tt]hey|[Ss]ome(?:body|one)|[Ee]veryone|(?!(?:It|This|That|These|Those|There|The|What|Which|Here|Nothing|Everything)\b)\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)`;
/** Verbs that announce the talk, or a view of the future, rather than work. */
const WORK = String.raw`(?!be\b|see\b|have\b|find\b|learn\b|hear\b|notice\b|talk\b(?! to| with)|discuss\b|cover\b|look at\b|start\b|begin\b|move on\b|know\b|get (?:started|to)\b|go (?:over|through)\b)\p{Ll}+`;
const BETWEEN = String.raw`(?:(?:also|then|probably|please|just|both|all|still|really) )*`;
const WHEN = String.raw`(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|tonight|today|noon|(?:the )?end of (?:the )?(?:day|week|month|quarter|year)|next (?:week|month|quarter|sprint|meeting)|(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber|\d)`;

function unicode(pattern: string): RegExp {
  return new RegExp(pattern, 'u');
}

/** English only: what people say when work is to be done. A unit with `ENOUGH` points is an action item. */
const CUES: readonly Cue[] = [
  // A person takes it on, or is given it.
  { pattern: unicode(String.raw`\b${WHO}(?:['’]ll| will| shall) ${BETWEEN}${WORK}`), points: 3 },
  {
    pattern: unicode(
      String.raw`\b${WHO}(?:['’]m| am|['’]re| are|['’]s| is) ${BETWEEN}going to ${WORK}`,
    ),
    points: 3,
  },
  { pattern: /\b(?!it|that|this|there|which)\w+ will \w+/i, points: 1 },
  {
    pattern:
      /\b(?:assigned to|responsible for|in charge of|take (?:care of|ownership|the action)|takes? over|volunteer(?:s|ed)? to)\b/i,
    points: 3,
  },
  { pattern: /\b(?:action items?|to-?dos?|next steps?|follow[- ]ups?)\b/i, points: 2 },
  // It has to be done.
  {
    pattern: unicode(
      String.raw`\b${WHO} ${BETWEEN}(?:needs? to|ha(?:ve|s) to|must|ought to|should) ${BETWEEN}${WORK}`,
    ),
    points: 2.5,
  },
  {
    pattern: /\b(?:needs? to|must|has to|have to|should) be \w+(?:ed|en|ne|nt|lt|de|dy)\b/i,
    points: 2.5,
  },
  { pattern: /\b(?:needs?|requires?) (?:a|an|another|new|more) \w+/i, points: 1 },
  // It is asked for.
  { pattern: /\bplease (?!don['’]t worry)\w+/i, points: 2.5 },
  {
    pattern: /\b(?:can|could|would) (?:you|some(?:body|one)) (?!hear|see|imagine|say)\w+/i,
    points: 2,
  },
  { pattern: /\b(?:make sure|don['’]t forget|remember) (?:to|that|you|we)\b/i, points: 2.5 },
  { pattern: unicode(String.raw`\b[Ll]et['’]s ${WORK}`), points: 1.5 },
  { pattern: /\blet me (?:send|check|get|write|ask|call|schedule|set up|follow)\b/i, points: 2.5 },
  // By when.
  {
    pattern: new RegExp(
      String.raw`\b(?:by|before|until|no later than|due(?: on)?) (?:the |this |next )?${WHEN}`,
      'i',
    ),
    points: 1.5,
  },
  { pattern: /\b(?:deadline|due date|as soon as possible|asap)\b/i, points: 1 },
];

/** What only sounds like it: what might have been, general truths, the plan of the talk. */
const NOT_ACTIONS: readonly Cue[] = [
  { pattern: /\b(?:would|could|should|might|must) have\b/i, points: 3 },
  { pattern: /\b(?:don['’]t|doesn['’]t|didn['’]t|do not|not) (?:need|have|want)\b/i, points: 2.5 },
  { pattern: /\b(?:had|used|needed|wanted) to\b/i, points: 1 },
  { pattern: /^(?:if|when|unless|whether)\b/i, points: 1 },
  {
    pattern: /\b(?:should|must|need to|have to) (?:always|never|generally|usually)\b/i,
    points: 1.5,
  },
  {
    pattern:
      /^(?:and |so |but )?(?:who|what|when|where|why|how|do|does|did|is|are|will|should|shall)\b.*\?["”’')]*$/i,
    points: 2.5,
  },
];

const LIST_ITEM = /^\s*(?:[-*+•–—]|\d{1,3}[.)]|\[ ?\])\s+/;
const IMPERATIVE =
  /^(?:send|write|call|e-?mail|check|review|update|prepare|schedule|book|order|create|draft|share|fix|test|contact|ask|confirm|finish|finali[sz]e|add|remove|publish|submit|follow up|set up|organi[sz]e|arrange|invite|document|investigate|talk to|reach out|remind)\b/i;

const ENOUGH = 2.5;

/** How surely a unit says that something is to be done; 0 when it does not. English only. */
export function actionScore(unit: Unit): number {
  const { text } = unit;
  let points = 0;
  for (const cue of CUES) if (cue.pattern.test(text)) points += cue.points;
  for (const cue of NOT_ACTIONS) if (cue.pattern.test(text)) points -= cue.points;
  if (IMPERATIVE.test(text.replace(LIST_ITEM, ''))) points += 2.5;
  if (unit.words < 3 || unit.words > 60) points -= 2;
  return points >= ENOUGH ? points : 0;
}
