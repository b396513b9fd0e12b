/**
 * What the browser must know to reach Firebase. Read by the root layout when a page is rendered, never at
 * build time: one build serves any project, and the emulators' ports differ from run to run.
 */
export interface ClientConfig {
  apiKey: string;
  authDomain: string | null;
  projectId: string;
  appId: string | null;
  /** Null outside the Emulator Suite. */
  emulators: { authUrl: string; firestoreHost: string; firestorePort: number } | null;
  googleSignIn: boolean;
}
