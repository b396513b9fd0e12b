import type { JobView } from '../../lib/http/schemas/job-view-schema';

const BAR_WIDTH = 24;
const CLEAR_LINE = '\r\u001b[K';

/** What the demo says to a person: on a terminal a job's progress is one line that changes. */
export class Terminal {
  readonly #stream: NodeJS.WriteStream;
  #open = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  say(text: string): void {
    if (this.#open) this.#stream.write('\n');
    this.#open = false;
    this.#stream.write(`${text}\n`);
  }

  progress(view: JobView): void {
    const line = `  ${view.title}: ${describe(view)}`;
    if (!this.#stream.isTTY) {
      this.say(line);
      return;
    }
    this.#stream.write(`${CLEAR_LINE}${line.slice(0, this.#stream.columns - 1)}`);
    this.#open = true;
    if (view.status === 'completed') this.say('');
  }
}

function describe(view: JobView): string {
  if (view.status !== 'processing' || view.progress === null) return view.status;
  const { percentage, message } = view.progress;
  const full = Math.round((percentage / 100) * BAR_WIDTH);
  const bar = '#'.repeat(full) + '.'.repeat(BAR_WIDTH - full);
  return `[${bar}] ${String(Math.round(percentage))} % ${message}`;
}
