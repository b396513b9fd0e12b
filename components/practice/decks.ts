/** One question, and what a good answer mentions. */
export interface PracticeCard {
  id: string;
  question: string;
  points: string[];
}

export interface PracticeDeck {
  id: string;
  title: string;
  cards: PracticeCard[];
}

/** Questions that are asked in most interviews. */
export const DECKS: readonly PracticeDeck[] = [
  {
    id: 'about-you',
    title: 'About you',
    cards: [
      {
        id: 'introduce',
        question: 'Tell me about yourself.',
        points: [
          'What you do now',
          'An achievement with a result',
          'Why you are interested in this role',
        ],
      },
      {
        id: 'strength',
        question: 'What is your greatest strength?',
        points: ['One strength', 'An example of a project', 'The result for the team'],
      },
      {
        id: 'weakness',
        question: 'What are you working to improve?',
        points: ['A real weakness', 'What you do to improve', 'Progress so far'],
      },
    ],
  },
  {
    id: 'situations',
    title: 'Situations',
    cards: [
      {
        id: 'conflict',
        question: 'Tell me about a disagreement with a colleague.',
        points: [
          'The situation and your task',
          'Listening to the other view',
          'The action you took',
          'The result and what you learned',
        ],
      },
      {
        id: 'failure',
        question: 'Tell me about a project that failed.',
        points: ['What went wrong', 'Your own part', 'What you learned', 'What you changed'],
      },
      {
        id: 'pressure',
        question: 'How do you work under a tight deadline?',
        points: ['Setting priorities', 'Telling people early', 'An example with a deadline'],
      },
    ],
  },
  {
    id: 'engineering',
    title: 'Engineering',
    cards: [
      {
        id: 'queue',
        question: 'When would you put work into a queue instead of doing it in the request?',
        points: [
          'Slow work beyond the request time limit',
          'Retries after a failure',
          'Smoothing load peaks',
          'Users see progress',
        ],
      },
      {
        id: 'idempotency',
        question: 'What is idempotency, and why does it matter?',
        points: [
          'The same request twice has the same effect',
          'Networks lose answers, so clients retry',
          'An idempotency key',
        ],
      },
      {
        id: 'incident',
        question: 'How do you handle an incident in production?',
        points: [
          'Restore the service first',
          'Communicate with users',
          'Find the root cause',
          'Write a review without blame',
        ],
      },
    ],
  },
];
