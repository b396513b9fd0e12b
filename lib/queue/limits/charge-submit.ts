import { type Allowance, allowanceOf } from '../../cluster/allowance';
import { type Submitter, submitterKey } from '../../cluster/submitter';
import type { Engine } from '../engine';
import type { SubmitRequest } from '../queue';
import { RECORDS } from '../records';
import type { KnownSubmitter, SubmitterCache } from '../submitter-cache';
import { type Admission, admitSubmit, type Asked } from './admit-submit';
import { planOf, windowsOf } from './plan';

/** Nobody is refused by what the store said longer ago. Milliseconds. */
const REFUSE_WITHIN_MS = 5_000;

/** How often it is noted that a user was refused. Milliseconds. */
const NOTE_EVERY_MS = 60_000;

/** Whom a submit or a retry is charged to, by which plan. */
export type Account = Pick<SubmitRequest, 'userId' | 'plan' | 'exempt'>;

/** A submitter charged for one more submit, to be written with the job. */
export interface ChargedSubmitter {
  /** As the store knows it. */
  known: KnownSubmitter;
  submitter: Submitter;
}

/**
 * Charges a submit to its user, by what this process knows of that user or else by a read.
 * @throws QueueError `rate_limited`, `over_budget`; `invalid_input` for more jobs than the plan ever admits together
 * @throws StoreUnavailable
 */
export async function chargeSubmit(
  engine: Engine,
  submitters: SubmitterCache,
  request: Account,
  asked: Asked,
): Promise<ChargedSubmitter> {
  const read = async (): Promise<KnownSubmitter> =>
    submitters.set(await engine.jobs.readSubmitter(request.userId));
  const admit = (by: KnownSubmitter): Admission =>
    request.exempt === true
      ? { admitted: true, submitter: by.submitter }
      : admitSubmit(
          by.submitter,
          planOf(engine.settings.current(), request.plan),
          submitters.storeTime(by),
          asked,
        );

  let known = submitters.get(request.userId) ?? (await read());
  let admission = admit(known);
  if (!admission.admitted && submitters.ageOf(known) > REFUSE_WITHIN_MS) {
    known = await read();
    admission = admit(known);
  }
  if (admission.admitted) return { known, submitter: admission.submitter };
  if (admission.refusal.until !== null) await noteRefusal(engine, submitters, known);
  throw admission.refusal;
}

/** What a user's windows admit, by what this process knows; empty when exempt or not known. */
export function knownAllowance(
  engine: Engine,
  submitters: SubmitterCache,
  request: Account,
): Allowance[] {
  const known = request.exempt === true ? undefined : submitters.get(request.userId);
  if (known === undefined) return [];
  const plan = planOf(engine.settings.current(), request.plan);
  return allowanceOf(windowsOf(known.submitter, plan), submitters.storeTime(known));
}

/** For whoever watches the cluster; not worth a second try. */
async function noteRefusal(
  engine: Engine,
  submitters: SubmitterCache,
  known: KnownSubmitter,
): Promise<void> {
  const { submitter, version } = known;
  const { userId, limitedAt } = submitter;
  const now = submitters.storeTime(known);
  if (version === null || (limitedAt !== null && now - limitedAt < NOTE_EVERY_MS)) return;
  const value = { ...submitter, limitedAt: now };
  const id = submitterKey(userId);
  try {
    const outcome = await engine.records.write([
      { collection: RECORDS.submitters, id, value, version },
    ]);
    const [written] = outcome.ok ? outcome.versions : [];
    if (outcome.ok && written !== undefined) {
      submitters.set({ submitter: value, version: written, at: outcome.at });
    } else {
      submitters.drop(userId);
    }
  } catch (error) {
    submitters.drop(userId);
    engine.log.warn({ error: String(error) }, 'a refused submit was not noted');
  }
}
