/**
 * The queues: how much each counts when idle slots are lent (higher first), and how many jobs one worker runs
 * at once in each. A queue's long jobs never hold a slot of another queue.
 */
export const QUEUES = {
  ai_processing: { title: 'Language models', priority: 8, concurrency: 4 },
  file_processing: { title: 'Documents', priority: 7, concurrency: 3 },
  media_processing: { title: 'Audio and video', priority: 6, concurrency: 2 },
  codemirror: { title: 'Editor', priority: 5, concurrency: 3 },
  packages: { title: 'Packages', priority: 4, concurrency: 2 },
  analysis: { title: 'Analysis', priority: 3, concurrency: 2 },
  insights: { title: 'Insights', priority: 1, concurrency: 2 },
} as const satisfies Record<string, { title: string; priority: number; concurrency: number }>;

export type QueueName = keyof typeof QUEUES;

export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];
