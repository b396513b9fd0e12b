'use client';

import { Button } from '@mantine/core';
import { IconBrandGoogleFilled } from '@tabler/icons-react';
import { useState } from 'react';

import { authWords } from './auth-words';

/** Sign in, or keep a guest's work, with a Google account. */
export function GoogleButton({ onFailure }: { onFailure: (words: string | null) => void }) {
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    onFailure(null);
    try {
      const { signInWithGoogle } = await import('@/lib/firebase/client/auth');
      await signInWithGoogle();
    } catch (error) {
      onFailure(authWords(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      size="md"
      fullWidth
      loading={busy}
      leftSection={<IconBrandGoogleFilled size={18} aria-hidden />}
      onClick={() => void start()}
    >
      Continue with Google
    </Button>
  );
}
