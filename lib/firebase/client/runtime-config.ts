import type { ClientConfig } from './client-config';

let current: ClientConfig | null = null;

/** Called by the root provider before anything of this folder is used. Has no weight: no SDK is loaded. */
export function configureFirebase(config: ClientConfig): void {
  current = config;
}

/** @throws Error when the root provider has not run */
export function clientConfig(): ClientConfig {
  if (current === null) throw new Error('Firebase is not configured: render inside <Providers>.');
  return current;
}
