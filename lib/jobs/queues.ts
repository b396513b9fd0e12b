/**
 * The queues and how many jobs one worker runs at once in each. A queue's long jobs never hold a slot of
 * another queue.
 */
export const QUEUES = {
  ai_processing: { title: 'Language models', concurrency: 4 },
  media_processing: { title: 'Audio and video', concurrency: 2 },
} as const satisfies Record<string, { title: string; concurrency: number }>;

export type QueueName = keyof typeof QUEUES;

export const QUEUE_NAMES = Object.keys(QUEUES) as QueueName[];
