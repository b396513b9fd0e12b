import model from 'wink-eng-lite-web-model';
import winkNLP, {
  type ItemEntity,
  type ItemSentence,
  type ItemToken,
  type ItsFunction,
  type WinkMethods,
} from 'wink-nlp';

/** What the engine knows of one sentence. */
export interface Sentence {
  text: string;
  /** Lemmas (English) or lower-cased words of the content words, in order, repeated as they are. */
  terms: string[];
  /** The surface form of a term, as first seen. */
  surfaces: Map<string, string>;
  /** Terms that are nouns or names: what a text is about. Every content word where nobody knows. */
  nouns: Set<string>;
  words: number;
  /** Null when the language has no tagger here. */
  hasVerb: boolean | null;
  /** NAME, REASON, DATE, TIME, MONEY, CARDINAL, …: the kinds of answer that it may hold. */
  entities: Set<string>;
}

let english: WinkMethods | undefined;

/** Splits a text into sentences and looks at each. `en` is analysed by wink, anything else by Unicode's rules. */
export function sentencesOf(text: string, language: string): Sentence[] {
  return language === 'en' ? englishSentences(text) : plainSentences(text, language);
}

function englishSentences(text: string): Sentence[] {
  english ??= winkNLP(model, ['sbd', 'pos', 'ner']);
  const { its } = english;
  // The package's types leave out the cache, the third of the four arguments.
  const lemmaOf = its.lemma as unknown as ItsFunction<string>;
  const document = english.readDoc(text);
  const sentences: Sentence[] = [];
  document.sentences().each((item: ItemSentence) => {
    const sentence = emptySentence(item.out().trim(), false);
    item.tokens().each((token: ItemToken) => {
      if (token.out(its.type) !== 'word' && token.out(its.type) !== 'number') return;
      const surface = token.out();
      const pos = token.out(its.pos);
      if (!/^[’']/.test(surface)) sentence.words += 1;
      if (pos === 'VERB' || pos === 'AUX') sentence.hasVerb = true;
      if (pos === 'PROPN') sentence.entities.add('NAME');
      const lemma = token.out(lemmaOf);
      if (token.out(its.stopWordFlag) || FILLERS.has(lemma) || lemma.length < 2) return;
      addTerm(sentence, lemma, surface);
      if (pos === 'NOUN' || pos === 'PROPN') sentence.nouns.add(lemma);
    });
    item.entities().each((entity: ItemEntity) => {
      sentence.entities.add(entity.out(its.type));
    });
    if (SPELT_MONEY.test(sentence.text)) sentence.entities.add('MONEY');
    if (REASON.test(sentence.text)) sentence.entities.add('REASON');
    if (sentence.text !== '') sentences.push(sentence);
  });
  return sentences;
}

/** Recognised speech has its sums in words, which the tagger misses. */
const SPELT_MONEY = /\b(?:dollars|euros|pounds|francs|cents|bucks)\b/i;
const REASON =
  /\b(?:because|due to|reasons?|causes?d?|owing to|that['’]s why|thanks to|otherwise|as a result|so that)\b/i;

function plainSentences(text: string, language: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(
    text,
  )) {
    const sentence = emptySentence(segment.trim(), null);
    const words = new Intl.Segmenter(language, { granularity: 'word' });
    for (const { segment: word, isWordLike } of words.segment(segment)) {
      if (!isWordLike) continue;
      sentence.words += 1;
      if (/\p{N}/u.test(word)) sentence.entities.add('CARDINAL');
      const term = word.toLocaleLowerCase(language);
      if (term.length < 2 && /[a-zà-ÿ]/u.test(term)) continue;
      addTerm(sentence, term, word);
      sentence.nouns.add(term);
    }
    if (sentence.text !== '') sentences.push(sentence);
  }
  return sentences;
}

function emptySentence(text: string, hasVerb: boolean | null): Sentence {
  return {
    text,
    terms: [],
    surfaces: new Map(),
    nouns: new Set(),
    words: 0,
    hasVerb,
    entities: new Set(),
  };
}

function addTerm(sentence: Sentence, term: string, surface: string): void {
  sentence.terms.push(term);
  if (!sentence.surfaces.has(term)) sentence.surfaces.set(term, surface);
}

/** Content words by the tagger, but carrying nothing in speech. */
const FILLERS = new Set(
  (
    'um uh er hmm yeah yes yep okay ok right well like just really actually basically literally kind sort ' +
    'thing stuff lot bit guess mean know think say get go come want let make see look thank thanks please ' +
    'hello hi hey bye sure maybe oh ah gonna wanna gotta also still even much many good great nice'
  ).split(' '),
);
