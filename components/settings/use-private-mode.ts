'use client';

import { useLocalStorage } from '@mantine/hooks';

/** Whether answers are kept from everybody else; this browser remembers. */
export function usePrivateMode(): [boolean, (isPrivate: boolean) => void] {
  const [isPrivate, setPrivate] = useLocalStorage({ key: 'firelane.private', defaultValue: false });
  return [isPrivate, setPrivate];
}
