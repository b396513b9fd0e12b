/** What a page's policy depends on, beside the page's own nonce. */
export interface CspSettings {
  nonce: string;
  /** Development needs eval for its error overlay, and a socket for its reloads. */
  development: boolean;
  /** The person's browser came over https. */
  secure: boolean;
  /** `host:port` of the Auth and Firestore emulators; empty in production. */
  emulatorHosts: readonly string[];
  /** `project.firebaseapp.com`; null without a sign-in by popup. */
  authDomain: string | null;
}

/** Where the Firebase SDKs call from the browser. */
const FIREBASE_HOSTS = [
  'https://firestore.googleapis.com',
  'https://identitytoolkit.googleapis.com',
  'https://securetoken.googleapis.com',
];

/** The Content-Security-Policy of a page. */
export function pagePolicy(settings: CspSettings): string {
  const { nonce, development, secure, emulatorHosts, authDomain } = settings;
  const popup = authDomain === null ? [] : [`https://${authDomain}`];
  const google = authDomain === null ? [] : ['https://apis.google.com'];
  const directives: Record<string, readonly string[]> = {
    'default-src': ["'self'"],
    // Browsers that know strict-dynamic ignore 'self'; the others need it.
    'script-src': [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...google,
      ...(development ? ["'unsafe-eval'"] : []),
    ],
    // Mantine sets sizes and colours by style attributes, which no nonce can allow.
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': [
      "'self'",
      'data:',
      'blob:',
      ...(authDomain === null ? [] : ['https://*.googleusercontent.com']),
    ],
    'font-src': ["'self'"],
    'media-src': ["'self'", 'blob:'],
    'worker-src': ["'self'", 'blob:'],
    'connect-src': [
      "'self'",
      ...FIREBASE_HOSTS,
      ...google,
      ...emulatorHosts.map((host) => `http://${host}`),
      ...(development ? ['ws:'] : []),
    ],
    'frame-src': popup.length === 0 ? ["'none'"] : popup,
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** For answers that are no page: nothing in them may run or be framed, whatever they hold. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
