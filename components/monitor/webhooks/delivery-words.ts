import type { WebhookRecord } from '@/lib/cluster/webhook';

/** How the last delivery went: "200", "503: …", "No answer: …", "None yet". */
export function deliveryWords(last: WebhookRecord['last']): string {
  if (last === null) return 'None yet';
  const status = last.status === null ? 'No answer' : String(last.status);
  return last.error === null ? status : `${status}: ${last.error}`;
}
