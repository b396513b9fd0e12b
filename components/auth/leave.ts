import { confirmAction } from '@/components/feedback/confirm';
import { notifyProblem } from '@/components/feedback/notify';
import { ApiProblem } from '@/hooks/api';
import type { AppUser } from '@/hooks/use-user';
import { endSession } from '@/lib/firebase/client/session';

/**
 * Signs out everywhere in this browser: first the cookie, then the SDK's own sign-in, which other tabs
 * follow. A guest is asked before, as they cannot come back.
 */
export async function leave(user: AppUser): Promise<void> {
  if (user.isGuest) {
    const sure = await confirmAction({
      title: 'Leave without an account?',
      body: 'You are a guest: once you sign out, nobody can reach your recordings and transcripts any more, not even you. Create an account first to keep them.',
      confirmLabel: 'Sign out and lose them',
      cancelLabel: 'Stay',
      danger: true,
    });
    if (!sure) return;
  }
  try {
    await endSession();
  } catch {
    await notifyProblem(
      'You are still signed in',
      new ApiProblem({
        status: 0,
        code: 'network',
        title: 'No connection',
        detail: 'The server could not be told that you leave. Check your connection and try again.',
      }),
    );
    return;
  }
  const { endSignIn } = await import('@/lib/firebase/client/auth');
  await endSignIn();
}
