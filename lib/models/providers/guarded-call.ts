import { JobError } from '../../jobs/error';
import { mostHopeful } from '../classify/most-hopeful';
import type { CallGate, CallPermit, CallRequest } from '../gate';
import { countedTokens } from '../language/token-count';
import type { KeyedAccess } from './access';
import { inCallSpan, type TokenUse } from './call-span';
import type { ProviderAccess } from './provider';

export interface GuardedRequest extends Omit<CallRequest, 'keys'> {
  keys: readonly KeyedAccess[];
}

/** How one call is made, and what it took. */
export interface Calling<R> {
  call(access: ProviderAccess): Promise<R>;
  /** Null when nobody counted. */
  usageOf(result: R): TokenUse | null;
}

/**
 * One call of one model through the gate. A key that is refused or rate limited gives way to the provider's
 * next one.
 * @throws JobError; the signal's reason once it is aborted
 */
export async function guardedCall<R>(
  gate: CallGate,
  request: GuardedRequest,
  calling: Calling<R>,
): Promise<R> {
  const errors: JobError[] = [];
  let { keys } = request;
  do {
    const permit = await gate.enter({ ...request, keys }).catch((error: unknown) => {
      throw error instanceof JobError ? mostHopeful([...errors, error]) : error;
    });
    const used = keys.find(({ id }) => id === permit.keyId);
    if (used === undefined) throw new Error('the gate chose a key that it was not offered');
    keys = keys.filter((key) => key !== used);
    const result = await settled(permit, request, used.access, calling);
    if (result.ok) return result.value;
    if (!concernsKey(result.error)) throw result.error;
    errors.push(result.error);
  } while (keys.length > 0);
  throw mostHopeful(errors) ?? new Error(`${request.provider} has no key`);
}

type Result<R> = { ok: true; value: R } | { ok: false; error: JobError };

async function settled<R>(
  permit: CallPermit,
  request: GuardedRequest,
  access: ProviderAccess,
  { call, usageOf }: Calling<R>,
): Promise<Result<R>> {
  try {
    const value = await inCallSpan(request, () => call(access), usageOf);
    const use = usageOf(value);
    permit.settle({ ok: true, tokens: use === null ? null : countedTokens(use) });
    return { ok: true, value };
  } catch (error) {
    const known = !request.signal.aborted && error instanceof JobError ? error : null;
    const told = permit.settle({ ok: false, error: known });
    if (told === null) throw error;
    return { ok: false, error: told };
  }
}

/** Failures of a key rather than of the provider. */
function concernsKey(error: JobError): boolean {
  return error.class === 'rate_limited' || error.class === 'auth';
}
