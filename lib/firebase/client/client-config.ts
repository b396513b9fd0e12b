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

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The browser's configuration from the server's environment. Nothing in it is secret: a Firebase web key
 * names a project, and the rules guard it.
 * @throws Error when FIREBASE_WEB_CONFIG is not JSON, or absent outside the Emulator Suite
 */
export function clientConfigFrom(env: Environment): ClientConfig {
  const web = JSON.parse(env.FIREBASE_WEB_CONFIG ?? '{}') as Partial<Record<string, string>>;
  const emulators = emulatorsFrom(env);
  const apiKey = web.apiKey ?? (emulators === null ? undefined : 'emulator');
  const projectId = env.GOOGLE_CLOUD_PROJECT ?? web.projectId;
  if (apiKey === undefined || projectId === undefined) {
    throw new Error(
      'Set FIREBASE_WEB_CONFIG (apiKey, authDomain, appId) and GOOGLE_CLOUD_PROJECT, or start the emulators.',
    );
  }
  return {
    apiKey,
    authDomain: web.authDomain ?? null,
    projectId,
    appId: web.appId ?? null,
    emulators,
    googleSignIn: env.FIRELANE_GOOGLE_SIGN_IN === '1',
  };
}

function emulatorsFrom(env: Environment): ClientConfig['emulators'] {
  const auth = env.FIREBASE_AUTH_EMULATOR_HOST;
  const firestore = env.FIRESTORE_EMULATOR_HOST;
  if (auth === undefined || firestore === undefined) return null;
  const url = new URL(`http://${firestore}`);
  return {
    authUrl: `http://${auth}`,
    firestoreHost: url.hostname,
    firestorePort: Number(url.port),
  };
}
