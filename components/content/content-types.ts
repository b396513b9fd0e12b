/** A form that a transcript can be turned into. */
export interface ContentType {
  id: string;
  name: string;
  category: string;
  /** Words; a sensible length for this form. */
  maxWords: number;
  /** An example of a wish, shown in the empty field. */
  example: string;
}

export const CUSTOM_TYPE = 'custom';

/** What is offered, the most wanted first. */
export const CONTENT_TYPES: readonly ContentType[] = [
  {
    id: 'minutes',
    name: 'Minutes',
    category: 'meeting',
    maxWords: 500,
    example: 'Group by topic, decisions first',
  },
  {
    id: 'email',
    name: 'E-mail',
    category: 'message',
    maxWords: 200,
    example: 'To the whole team, friendly, ends with the next date',
  },
  {
    id: 'article',
    name: 'Article',
    category: 'writing',
    maxWords: 800,
    example: 'For readers who know nothing of the subject',
  },
  {
    id: 'blog_post',
    name: 'Blog post',
    category: 'writing',
    maxWords: 600,
    example: 'Light in tone, with a strong first sentence',
  },
  {
    id: 'social_post',
    name: 'Social post',
    category: 'message',
    maxWords: 80,
    example: 'One surprising thought, no hashtags',
  },
  {
    id: 'study_notes',
    name: 'Study notes',
    category: 'learning',
    maxWords: 600,
    example: 'With terms in bold and a short recap',
  },
  {
    id: 'faq',
    name: 'Questions and answers',
    category: 'learning',
    maxWords: 500,
    example: 'As a newcomer would ask them',
  },
  {
    id: CUSTOM_TYPE,
    name: 'Something else',
    category: 'general',
    maxWords: 400,
    example: 'A poem, a checklist, a letter to my future self',
  },
];

/** The type of this id; the first one for an id that nobody offers. */
export function contentType(id: string): ContentType {
  const [first] = CONTENT_TYPES;
  return CONTENT_TYPES.find((type) => type.id === id) ?? (first as ContentType);
}
