import { unsignedToken } from './tokens';

/** Who is signed in, as the Auth emulator knows them. */
export interface Person {
  uid: string;
  idToken: string;
}

function host(): string {
  const value = process.env['FIREBASE_AUTH_EMULATOR_HOST'];
  if (value === undefined)
    throw new Error('FIREBASE_AUTH_EMULATOR_HOST is not set: run `npm test`.');
  return value;
}

async function call(path: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`http://${host()}/${path}`, {
    method: 'POST',
    // The emulator takes `owner` as its administrator.
    headers: { 'content-type': 'application/json', authorization: 'Bearer owner' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

const TOOLKIT = 'identitytoolkit.googleapis.com/v1';

/** Signs in a new guest, as a browser does. It becomes a person of the project that the emulator was started for. */
export async function signInGuest(): Promise<Person & { projectId: string }> {
  const response = await fetch(`http://${host()}/${TOOLKIT}/accounts:signUp?key=any`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ returnSecureToken: true }),
  });
  const { idToken, localId } = (await response.json()) as { idToken: string; localId: string };
  const payload = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString();
  const { aud } = JSON.parse(payload) as { aud: string };
  return { uid: localId, idToken, projectId: aud };
}

/** A new person of any project, with a token as the emulator issues it to who signs in now. */
export async function createPerson(
  projectId: string,
  claims: Record<string, unknown> = {},
): Promise<Person> {
  const answer = await call(`${TOOLKIT}/projects/${projectId}/accounts`, {});
  const uid = String(answer['localId']);
  return { uid, idToken: unsignedToken({ projectId, uid, claims }) };
}

/** Deletes a person's account. */
export async function deletePerson(projectId: string, uid: string): Promise<void> {
  await call(`${TOOLKIT}/projects/${projectId}/accounts:delete`, { localId: uid });
}

/** Switches a person's account off. */
export async function disablePerson(projectId: string, uid: string): Promise<void> {
  await call(`${TOOLKIT}/projects/${projectId}/accounts:update`, {
    localId: uid,
    disableUser: true,
  });
}
