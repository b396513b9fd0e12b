import { createHmac } from 'node:crypto';

/** A webhook's secret, as Standard Webhooks writes it: 32 bytes that only the server's key can make again. */
export function webhookSecret(key: string, id: string, version: number): string {
  const bytes = createHmac('sha256', key).update(`webhook\n${id}\n${version}`).digest('base64');
  return `whsec_${bytes}`;
}
