export interface Account {
  uid: string;
  email: string;
  password: string;
}

/** Signs in as a browser would. @returns an ID token */
export async function signIn(authUrl: string, account: Account): Promise<string> {
  const response = await fetch(
    `${authUrl}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=emulator`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: account.email,
        password: account.password,
        returnSecureToken: true,
      }),
    },
  );
  const answer = (await response.json()) as { idToken?: string; error?: { message: string } };
  if (answer.idToken === undefined) {
    throw new Error(`Signing in failed: ${answer.error?.message ?? response.statusText}`);
  }
  return answer.idToken;
}
