import { formatBytes, formatClock, formatMoment, formatRemaining } from '@/lib/outbox/amounts';
import type { OutboxRow } from '@/lib/outbox/outbox-view';

/** What a line of the list says of its item. */
export interface RowWords {
  tone: 'plain' | 'busy' | 'waiting' | 'bad' | 'good';
  text: string;
  /** 0 to 100 while bytes are sent; null when there is nothing to measure. */
  percentage: number | null;
}

/** The status of an item that has no job yet, in words. `now` in milliseconds. */
export function wordsOf(row: OutboxRow, at: { online: boolean; now: number }): RowWords {
  const { item } = row;
  const say = (tone: RowWords['tone'], text: string, percentage: number | null = null) => ({
    tone,
    text,
    percentage,
  });
  if (item.state === 'recording') return say('busy', 'Being recorded in another tab');
  if (item.state === 'failed') return say('bad', item.error?.message ?? 'It could not be sent.');
  if (item.state === 'submitted') return say('good', 'Sent');
  const percentage = percentageOf(row);
  if (item.hold === 'paused') return say('plain', 'Paused', percentage);
  if (item.hold === 'recovered') return say('plain', 'Waits for you');
  if (!at.online)
    return say('waiting', 'Safe on this device. Sent when you are online.', percentage);
  if (row.sender === null && isInOtherTab(row)) {
    return say('busy', 'Sent from the tab that has it. Keep that one open.', percentage);
  }
  if (row.sender !== null) return say('busy', sendingWords(row), percentage ?? 0);
  if (item.error !== null) {
    const again = item.retryAt === null ? '' : retryWords(item.retryAt - at.now);
    return say('waiting', `${item.error.message}${again}`, percentage);
  }
  return say('plain', 'Waits for its turn', percentage);
}

/** Whether only another tab can send the item. */
export function isInOtherTab({ item, bytesHere }: OutboxRow): boolean {
  return !bytesHere && item.mediaId === null;
}

function percentageOf(row: OutboxRow): number | null {
  if (row.item.mediaId !== null) return 100;
  if (row.sent === null || row.item.size === 0) return null;
  return Math.min(100, (row.sent / row.item.size) * 100);
}

function sendingWords(row: OutboxRow): string {
  const where = row.sender === 'elsewhere' ? ' from another tab' : '';
  if (row.item.mediaId !== null) return `Creating the job${where}…`;
  const { sent, item } = row;
  if (sent === null) return `Sending${where}…`;
  const parts = [`${formatBytes(sent)} of ${formatBytes(item.size)}`];
  if (row.bytesPerSecond !== null && sent < item.size) {
    parts.push(`${formatBytes(row.bytesPerSecond)}/s`);
    if (row.secondsLeft !== null) parts.push(formatRemaining(row.secondsLeft));
  }
  return `Sending${where}: ${parts.join(' · ')}`;
}

function retryWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 0) return ' Trying again…';
  if (seconds < 120) return ` Next try in ${seconds} s.`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120
    ? ` Next try in ${minutes} min.`
    : ` Next try in ${Math.ceil(minutes / 60)} hours.`;
}

/** The second line of a row: what it is. */
export function factsOf({ item, bytesHere }: OutboxRow, now: number): string {
  const facts = [
    item.origin === 'microphone' ? 'Recording' : null,
    item.durationMs === null ? null : formatClock(item.durationMs),
    formatBytes(item.size),
    formatMoment(item.createdAt, now),
    item.kept === 'tab' && bytesHere ? 'in this tab alone: keep it open' : null,
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
