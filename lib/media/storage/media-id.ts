import { createHash, randomBytes } from 'node:crypto';

const OWNER_LENGTH = 16;

/** What all ids of one owner begin with: a hash, so that an owner's files can be listed by it. */
export function ownerPrefix(ownerId: string): string {
  return createHash('sha256').update(ownerId).digest('base64url').slice(0, OWNER_LENGTH);
}

/** A new, unguessable id of one of the owner's files. */
export function newMediaId(ownerId: string): string {
  return ownerPrefix(ownerId) + randomBytes(18).toString('base64url');
}

/** The folder and the name within it under which a file of this id lies. */
export function placeOf(id: string): { folder: string; name: string } {
  return { folder: id.slice(0, OWNER_LENGTH), name: id.slice(OWNER_LENGTH) };
}
