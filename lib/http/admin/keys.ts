import type { ProviderKeyRecord } from '../../cluster/provider-key';
import { RECORDS } from '../../queue/records';
import type { Caller } from '../caller';
import type { Services } from '../services';
import { changeRecord, nothingThere } from './change-record';

/** Uses a key again before the time that its provider gave. @throws HttpProblem `not_found`, `revision_conflict` */
export async function unblockKey(
  { engine }: Services,
  caller: Caller,
  id: string,
): Promise<{ id: string; label: string; blockedUntil: null }> {
  // The collection holds users' documents as well.
  if (!id.startsWith('key:')) throw nothingThere();
  const { value } = await changeRecord<ProviderKeyRecord>(
    engine,
    {
      caller,
      action: 'key.unblock',
      target: id,
      collection: RECORDS.keys,
      id,
      tell: ({ blockedUntil, blockedBecause }) => ({ blockedUntil, blockedBecause }),
    },
    (record) => ({ ...record, blockedUntil: null, blockedBecause: null }),
  );
  return { id, label: value.label, blockedUntil: null };
}
