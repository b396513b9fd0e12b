'use client';

import { Button, type ButtonProps } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';

import { authWords } from './auth-words';

export interface GuestButtonProps extends ButtonProps {
  onFailure: (words: string | null) => void;
  children: ReactNode;
}

/** Start at once, without an account. */
export function GuestButton({ onFailure, children, ...button }: GuestButtonProps) {
  const [busy, setBusy] = useState(false);
  const ready = useMounted();
  const start = async () => {
    setBusy(true);
    onFailure(null);
    try {
      const { signInAsGuest } = await import('@/lib/firebase/client/auth');
      await signInAsGuest();
    } catch (error) {
      onFailure(authWords(error));
      setBusy(false);
    }
  };
  return (
    <Button size="md" {...button} loading={busy} disabled={!ready} onClick={() => void start()}>
      {children}
    </Button>
  );
}
