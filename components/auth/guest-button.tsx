'use client';

import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';

import { authWords } from './auth-words';

export interface GuestButtonProps extends ButtonProps {
  onFailure: (words: string | null) => void;
  children: ReactNode;
}

/** Start at once, without an account. */
export function GuestButton({ onFailure, children, ...button }: GuestButtonProps) {
  const [busy, setBusy] = useState(false);
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
    <Button size="md" {...button} loading={busy} onClick={() => void start()}>
      {children}
    </Button>
  );
}
