import { describe, expect, it } from 'vitest';

import { historyOf, questionOf, turnsOf } from '@/components/chat/thread';
import { chatMessageSchema } from '@/lib/jobs/kinds/chat';
import type { Job } from '@/lib/jobs/job';

function asked(id: string, question: string, createdAt: number): Job {
  return {
    id,
    title: question.slice(0, 120),
    createdAt,
    input: JSON.stringify({ question }),
  } as Job;
}

describe('turnsOf', () => {
  it('is in the order of asking, however the list comes', () => {
    const turns = turnsOf([
      asked('b', 'second', 2),
      asked('a', 'first', 1),
      asked('c', 'third', 3),
    ]);
    expect(turns.map((turn) => turn.question)).toEqual(['first', 'second', 'third']);
  });

  it('makes one turn of a question that was asked again at once', () => {
    const turns = turnsOf([asked('c', 'why', 3), asked('b', 'why', 2), asked('a', 'when', 1)]);
    expect(turns.map((turn) => turn.versions.map((job) => job.id))).toEqual([['a'], ['b', 'c']]);
  });

  it('keeps a question apart that comes back later', () => {
    const turns = turnsOf([asked('c', 'why', 3), asked('b', 'when', 2), asked('a', 'why', 1)]);
    expect(turns).toHaveLength(3);
  });
});

it('reads the question from the title where the input is too large to stand in the job', () => {
  expect(questionOf({ input: null, title: 'When?' })).toBe('When?');
});

describe('historyOf', () => {
  it('alternates, and holds only what the schema takes', () => {
    const answered = Array.from({ length: 30 }, (_, index) => ({
      question: `question ${index}`,
      answer: 'x'.repeat(20_000),
    }));
    const history = historyOf(answered);
    expect(history.at(-2)?.content).toBe('question 29');
    expect(history.map((message) => message.role).slice(0, 2)).toEqual(['user', 'assistant']);
    for (const message of history) expect(chatMessageSchema.safeParse(message).success).toBe(true);
    expect(history.length).toBeLessThanOrEqual(40);
  });

  it('is empty for the first question', () => {
    expect(historyOf([])).toEqual([]);
  });
});
