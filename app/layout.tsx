import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './globals.css';

import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';

import { AppShell } from '@/components/shell/app-shell';
import { Providers } from '@/components/shell/providers';
import { clientConfigFrom } from '@/lib/firebase/client/client-config';
import { KIND_NAMES, kindOf } from '@/lib/jobs/registry';

export const metadata: Metadata = {
  title: { default: 'Firelane', template: '%s · Firelane' },
  description: 'From a recording to an answer: transcripts, summaries and questions, live.',
  applicationName: 'Firelane',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fdfcfb' },
    { media: '(prefers-color-scheme: dark)', color: '#1a1816' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const kinds = KIND_NAMES.map((name) => {
    const kind = kindOf(name);
    return { name, title: kind?.title ?? name, internal: kind?.internal === true };
  });
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" nonce={nonce} suppressHydrationWarning />
      </head>
      <body>
        <Providers nonce={nonce} config={clientConfigFrom(process.env)} kinds={kinds}>
          <AppShell>{children}</AppShell>
        </Providers>
      </body>
    </html>
  );
}
