import { NOTHING, wholeWords } from '../live/words';
import classes from './queues.module.css';

export interface SlotUseProps {
  /** Null when it was not counted. */
  running: number | null;
  slots: number;
}

/** Jobs that run beside the slots for them, in numbers and as a bar. */
export function SlotUse({ running, slots }: SlotUseProps) {
  const part = running === null || slots === 0 ? 0 : Math.min(1, running / slots);
  return (
    <span className={classes.slotUse}>
      <span>
        {running === null ? NOTHING : wholeWords(running)} / {wholeWords(slots)}
      </span>
      <span className={classes.slotBar} aria-hidden>
        <span style={{ width: `${String(part * 100)}%` }} />
      </span>
    </span>
  );
}
