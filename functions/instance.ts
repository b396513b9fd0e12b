/** The most that Cloud Functions gives to an event. */
const TIMEOUT_SECONDS = 540;
/** What starting and ending an instance may take of it. */
const MARGIN_SECONDS = 15;

/** How long one invocation may work. Milliseconds. */
export const BUDGET_MS = (TIMEOUT_SECONDS - MARGIN_SECONDS) * 1_000;

/**
 * What each function's instances are. Region and secrets are the project's own: firebase-tools reads them from
 * `functions/.env.PROJECT` while it deploys.
 */
export const INSTANCE = {
  region: process.env.FIRELANE_FUNCTIONS_REGION ?? 'us-central1',
  /** Names in Secret Manager; each becomes an environment variable of that name. */
  secrets: (process.env.FIRELANE_FUNCTIONS_SECRETS ?? '').split(',').filter(Boolean),
  timeoutSeconds: TIMEOUT_SECONDS,
  memory: '1GiB',
  // An instance runs several jobs at once by itself, so it takes few events at once.
  concurrency: 4,
} as const;
