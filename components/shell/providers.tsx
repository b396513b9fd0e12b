'use client';

import { MantineProvider } from '@mantine/core';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';

import { theme } from '@/app/theme';
import { AuthProvider } from '@/components/auth/auth-provider';
import { type KindName, KindsContext } from '@/hooks/use-kinds';
import type { ClientConfig } from '@/lib/firebase/client/client-config';

const Overlays = dynamic(() => import('./overlays').then((module) => module.Overlays), {
  ssr: false,
});

export interface ProvidersProps {
  nonce: string | undefined;
  config: ClientConfig;
  kinds: readonly KindName[];
  children: ReactNode;
}

/** Everything that a page may rely on: theme, sign-in, caches, notifications, dialogs. */
export function Providers({ nonce, config, kinds, children }: ProvidersProps) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      deduplicateInlineStyles
      {...(nonce === undefined ? {} : { getStyleNonce: () => nonce })}
    >
      <KindsContext value={kinds}>
        <AuthProvider config={config}>{children}</AuthProvider>
      </KindsContext>
      <Overlays />
    </MantineProvider>
  );
}
