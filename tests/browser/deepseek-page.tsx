import { useEffect } from 'react';

import { AuthProvider } from '@/components/auth/auth-provider';
import { useDeepSeekJob } from '@/hooks/use-deepseek-job';
import { useDeepSeekJobs } from '@/hooks/use-deepseek-jobs';
import { type AppUser, useUser } from '@/hooks/use-user';
import type { ClientConfig } from '@/lib/firebase/client/client-config';

export interface Seen {
  user: AppUser | null;
  jobs: ReturnType<typeof useDeepSeekJobs>;
  job: ReturnType<typeof useDeepSeekJob>;
}

export interface Followed {
  jobId: string | null;
  userId: string;
}

interface PageProps {
  followed: Followed;
  report: (seen: Seen) => void;
}

/** What a page does with the two hooks, inside the app's own sign-in. */
export function DeepSeekPage({ config, ...page }: PageProps & { config: ClientConfig }) {
  return (
    <AuthProvider config={config}>
      <Page {...page} />
    </AuthProvider>
  );
}

function Page({ followed, report }: PageProps) {
  const { user } = useUser();
  const jobs = useDeepSeekJobs({ userId: followed.userId });
  const job = useDeepSeekJob(followed);
  useEffect(() => report({ user, jobs, job }));
  return null;
}
