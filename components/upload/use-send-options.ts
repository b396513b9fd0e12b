'use client';

import { useLocalStorage } from '@mantine/hooks';

import { DEFAULT_OPTIONS, parseOptions, type SendOptions } from '@/lib/outbox/send-options';

/** The options for what is recorded or dropped next; this browser remembers them. */
export function useSendOptions(): [SendOptions, (options: SendOptions) => void] {
  const [options, setOptions] = useLocalStorage<SendOptions>({
    key: 'firelane.options',
    defaultValue: DEFAULT_OPTIONS,
    deserialize: parseOptions,
  });
  return [options, setOptions];
}
