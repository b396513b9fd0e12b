/**
 * The queues: how much each counts when idle slots are lent (higher first), and how many jobs one worker runs
 * at once in each. A queue's long jobs never hold all slots of another queue; `maxBorrowed` is the most that
 * they may hold of all others together, where the jobs are heavy for the machine itself.
 */
export const QUEUES = {
  ai_processing: { title: 'Language models', priority: 8, concurrency: 4 },
  file_processing: { title: 'Documents', priority: 7, concurrency: 3 },
  media_processing: { title: 'Audio and video', priority: 6, concurrency: 2, maxBorrowed: 1 },
  codemirror: { title: 'Editor', priority: 5, concurrency: 3 },
  packages: { title: 'Packages', priority: 4, concurrency: 2 },
  analysis: { title: 'Analysis', priority: 3, concurrency: 2 },
  insights: { title: 'Insights', priority: 1, concurrency: 2 },
} as const satisfies Record<string, QueueShape>;

interface QueueShape {
  title: string;
  priority: number;
  concurrency: number;
  maxBorrowed?: number;
}

export type QueueName = keyof typeof QUEUES;

export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];

export function isQueueName(name: string): name is QueueName {
  return Object.hasOwn(QUEUES, name);
}
