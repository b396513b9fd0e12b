import { useEffect } from 'react';

import { AuthProvider } from '@/components/auth/auth-provider';
import { useEnterpriseTranscriptionQueue } from '@/hooks/use-enterprise-transcription-queue';
import {
  type UseTranscriptionQueueOptions,
  useTranscriptionQueue,
} from '@/hooks/use-transcription-queue';
import { type AppUser, useUser } from '@/hooks/use-user';
import type { ClientConfig } from '@/lib/firebase/client/client-config';

export interface Seen {
  user: AppUser | null;
  basic: ReturnType<typeof useTranscriptionQueue>;
  enterprise: ReturnType<typeof useEnterpriseTranscriptionQueue>;
}

interface PageProps {
  options: UseTranscriptionQueueOptions;
  report: (seen: Seen) => void;
}

/** What a page does with the two hooks, inside the app's own sign-in. */
export function TranscriptionQueuePage({ config, ...page }: PageProps & { config: ClientConfig }) {
  return (
    <AuthProvider config={config}>
      <Page {...page} />
    </AuthProvider>
  );
}

function Page({ options, report }: PageProps) {
  const { user } = useUser();
  const basic = useTranscriptionQueue({ userId: options.userId });
  const enterprise = useEnterpriseTranscriptionQueue(options);
  useEffect(() => report({ user, basic, enterprise }));
  return null;
}
