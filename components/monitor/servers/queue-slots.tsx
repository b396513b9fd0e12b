import type { ServerRecord } from '@/lib/cluster/server';
import { QUEUE_NAMES, QUEUES } from '@/lib/jobs/queues';

import classes from './servers.module.css';

/** Above this, slots are a bar and no longer one mark each. */
const MOST_MARKS = 12;

/** What runs on a server in each queue, beside the slots that it has for it. */
export function QueueSlots({ server }: { server: ServerRecord }) {
  return (
    <dl className={classes.slots}>
      {QUEUE_NAMES.map((name) => {
        const running = server.runningByQueue[name] ?? 0;
        const slots = server.concurrency[name] ?? 0;
        return (
          <div key={name}>
            <dt>{QUEUES[name].title}</dt>
            <dd>
              {running} / {slots}
              <Marks running={running} slots={slots} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Marks({ running, slots }: { running: number; slots: number }) {
  // A queue may run more than its own slots: others lend theirs.
  const marks = Math.max(running, slots);
  if (marks > MOST_MARKS) {
    return (
      <span className={classes.marks} aria-hidden>
        <span data-busy style={{ flex: running }} />
        <span style={{ flex: Math.max(0, slots - running) }} />
      </span>
    );
  }
  return (
    <span className={classes.marks} aria-hidden>
      {Array.from({ length: marks }, (_, mark) => (
        <span
          key={mark}
          data-busy={mark < running || undefined}
          data-lent={mark >= slots || undefined}
        />
      ))}
    </span>
  );
}
