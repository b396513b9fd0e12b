import type { Job } from '@/lib/jobs/job';
import type { ChatMessage } from '@/lib/jobs/kinds/chat';

/** A question with its answers: more than one where it was asked again. */
export interface Turn {
  question: string;
  /** Oldest first; never empty. */
  versions: Job[];
}

/** How much of the talk goes along with a question: enough to know what "it" is, little enough to stay cheap. */
const MAX_HISTORY_TURNS = 8;
const MAX_HISTORY_LENGTH = 4_000;

/** The question of a chat job. Its title holds the beginning, for an input too large to stand in the job. */
export function questionOf(job: Pick<Job, 'input' | 'title'>): string {
  if (job.input === null) return job.title;
  const { question } = JSON.parse(job.input) as { question?: string };
  return question ?? job.title;
}

/** Chat jobs as a talk, oldest first. The same question asked twice in a row is one turn with two versions. */
export function turnsOf(jobs: readonly Job[]): Turn[] {
  const turns: Turn[] = [];
  const ordered = [...jobs].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  for (const job of ordered) {
    const question = questionOf(job);
    const last = turns.at(-1);
    if (last?.question === question) last.versions.push(job);
    else turns.push({ question, versions: [job] });
  }
  return turns;
}

/** What was said before, for the engine: answered turns alone, the newest of them, each bounded. */
export function historyOf(
  answered: readonly { question: string; answer: string }[],
): ChatMessage[] {
  return answered.slice(-MAX_HISTORY_TURNS).flatMap(({ question, answer }): ChatMessage[] => [
    { role: 'user', content: question.slice(0, MAX_HISTORY_LENGTH) },
    { role: 'assistant', content: answer.slice(0, MAX_HISTORY_LENGTH) },
  ]);
}
