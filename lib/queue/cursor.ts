import type { Millis } from '../jobs/job';
import { QueueError } from './queue-error';

/** A place in a list of jobs, newest first, as an opaque text. */
export function encodeCursor(place: { createdAt: Millis; id: string }): string {
  return Buffer.from(`${place.createdAt}:${place.id}`).toString('base64url');
}

/** @throws QueueError `invalid_input` for a text that no list answered */
export function decodeCursor(cursor: string): { createdAt: Millis; id: string } {
  const match = /^(\d{1,16}):([A-Za-z0-9_-]{1,64})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  );
  if (match?.[1] === undefined || match[2] === undefined) {
    const message = 'Not a cursor that a list answered.';
    throw new QueueError('invalid_input', message, [{ path: ['cursor'], message }]);
  }
  return { createdAt: Number(match[1]), id: match[2] };
}
