/** What the tabs of one person tell each other about the outbox. The stored items are the truth; this only hurries. */
export type TabMessage = { type: 'changed' } | { type: 'progress'; id: string; sent: number };

export interface TabChannel {
  tell(message: TabMessage): void;
  close(): void;
}

/** Opens the channel of one person's tabs; silent where the browser has none. */
export function openTabChannel(
  userId: string,
  onMessage: (message: TabMessage) => void,
): TabChannel {
  if (typeof BroadcastChannel === 'undefined')
    return { tell: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(`firelane-outbox-${userId}`);
  channel.addEventListener('message', (event: MessageEvent<TabMessage>) => onMessage(event.data));
  return {
    tell: (message) => channel.postMessage(message),
    close: () => channel.close(),
  };
}
