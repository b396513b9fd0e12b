import type { CspSettings } from './csp';

type Environment = Readonly<Record<string, string | undefined>>;

/** What pages' policies depend on, read when a page is asked for: the emulators' ports differ from run to run. */
export function pageSettings(
  env: Environment,
): Omit<CspSettings, 'nonce' | 'secure'> & { trustProxy: boolean } {
  const hosts = [env['FIREBASE_AUTH_EMULATOR_HOST'], env['FIRESTORE_EMULATOR_HOST']];
  return {
    development: env['NODE_ENV'] === 'development',
    emulatorHosts: hosts.filter((host) => host !== undefined && HOST.test(host)) as string[],
    authDomain: env['FIRELANE_GOOGLE_SIGN_IN'] === '1' ? authDomainOf(env) : null,
    trustProxy: env['FIRELANE_TRUST_PROXY'] === '1',
  };
}

/** A policy is a list of words: what holds a space or a semicolon would add its own. */
const HOST = /^[A-Za-z0-9.-]+(?::\d{1,5})?$/;

function authDomainOf(env: Environment): string | null {
  try {
    const config: unknown = JSON.parse(env['FIREBASE_WEB_CONFIG'] ?? 'null');
    const domain = (config as { authDomain?: unknown } | null)?.authDomain;
    return typeof domain === 'string' && HOST.test(domain) ? domain : null;
  } catch {
    return null;
  }
}
