import type { SummaryStyle } from '@/lib/jobs/kinds/summary';

interface StyleWords {
  style: SummaryStyle;
  title: string;
  /** What a person gets, as an invitation to make it. */
  offer: string;
}

/** The four kinds of summary in the order in which they are offered. */
export const STYLES: readonly StyleWords[] = [
  { style: 'brief', title: 'Brief', offer: 'The whole recording in a few sentences.' },
  { style: 'key_points', title: 'Key points', offer: 'What matters, as a list.' },
  { style: 'action_items', title: 'Actions', offer: 'Who is to do what, and by when.' },
  { style: 'detailed', title: 'Detailed', offer: 'Everything of weight, topic by topic.' },
];
