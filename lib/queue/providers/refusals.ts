import { JobError } from '../../jobs/error';

/** While a breaker is open. @param provider as a person knows it */
export function outMessage(provider: string): string {
  return `${provider} does not answer well at the moment. The job waits.`;
}

export function outError(provider: string, retryAfterMs: number): JobError {
  return new JobError('overloaded', 'provider_out', outMessage(provider), { retryAfterMs });
}

/** A call that timed out since the provider is out: no fault of the job, whose attempt does not count. */
export function silentError(timeout: JobError): JobError {
  return new JobError('overloaded', timeout.code, timeout.message, { cause: timeout });
}

/** While no key may be used. @param provider as a person knows it */
export function limitedMessage(provider: string): string {
  return `We may not ask ${provider} more often just now. The job waits.`;
}

export function limitedError(provider: string, retryAfterMs: number): JobError {
  const message = limitedMessage(provider);
  return new JobError('rate_limited', 'provider_rate_limited', message, { retryAfterMs });
}

export function keysRefusedError(provider: string): JobError {
  return new JobError(
    'auth',
    'provider_key_refused',
    `${provider} did not accept the API keys. Ask whoever runs this site to check them, or choose another model.`,
  );
}

/** The store that says who may call cannot be reached: nobody calls. */
export function unsureError(provider: string, cause: unknown): JobError {
  const message = `It is not known just now whether ${provider} may be asked. The job waits.`;
  return new JobError('overloaded', 'gate_unavailable', message, { cause, retryAfterMs: 5_000 });
}
