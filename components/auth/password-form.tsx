'use client';

import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { type SubmitEvent, useState } from 'react';

import { authWords } from './auth-words';

export type PasswordMode = 'sign-in' | 'sign-up' | 'reset';

const SUBMIT: Record<PasswordMode, string> = {
  'sign-in': 'Sign in',
  'sign-up': 'Create account',
  reset: 'Send reset link',
};

const SHORTEST_PASSWORD = 8;

export interface PasswordFormProps {
  mode: PasswordMode;
  onMode: (mode: PasswordMode) => void;
  /** Hides the way back to signing in: for a guest who makes an account in the settings. */
  fixed?: boolean;
  onDone?: () => void;
}

/** E-mail and password: sign in, create an account (a guest's own account gets the password), or reset. */
export function PasswordForm({ mode, onMode, fixed = false, onDone }: PasswordFormProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  // Before React is there, a press would make the browser send the form itself.
  const ready = useMounted();

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    // From the fields, not from state: a password manager may have filled them before React came.
    const entered = readForm(new FormData(event.currentTarget));
    const found = check(mode, entered);
    setWrong(found);
    setFailure(null);
    setSentTo(null);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await send(mode, entered);
      if (mode === 'reset') setSentTo(entered.email);
      onDone?.();
    } catch (error) {
      setFailure(authWords(error));
    } finally {
      setBusy(false);
    }
  };

  const go = (next: PasswordMode) => {
    setFailure(null);
    setSentTo(null);
    setWrong({});
    onMode(next);
  };

  return (
    <form
      method="post"
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label={SUBMIT[mode]}
    >
      <Stack gap="sm">
        {failure !== null && (
          <Alert color="red" variant="light" role="alert" c="var(--mantine-color-text)">
            {failure}
          </Alert>
        )}
        {sentTo !== null && (
          <Alert color="teal" variant="light" role="status" c="var(--mantine-color-text)">
            If there is an account for {sentTo}, a message with a link is on its way.
          </Alert>
        )}
        {mode === 'sign-up' && (
          <TextInput
            label="Name"
            description="Optional; shown to you only."
            autoComplete="name"
            name="name"
          />
        )}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          withAsterisk={false}
          name="email"
          error={wrong.email}
        />
        {mode !== 'reset' && (
          <PasswordInput
            label="Password"
            {...(mode === 'sign-up'
              ? { description: `At least ${String(SHORTEST_PASSWORD)} characters.` }
              : {})}
            autoComplete={mode === 'sign-up' ? 'new-password' : 'current-password'}
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
            name="password"
            error={wrong.password}
          />
        )}
        <Button type="submit" size="md" loading={busy} disabled={!ready} mt={4}>
          {SUBMIT[mode]}
        </Button>
        {!fixed && <OtherModes mode={mode} go={go} />}
      </Stack>
    </form>
  );
}

function OtherModes({ mode, go }: { mode: PasswordMode; go: (mode: PasswordMode) => void }) {
  return (
    <Stack gap={6} align="center">
      {mode === 'sign-in' && (
        <Anchor component="button" type="button" size="sm" onClick={() => go('reset')}>
          Forgot your password?
        </Anchor>
      )}
      <Anchor
        component="button"
        type="button"
        size="sm"
        onClick={() => go(mode === 'sign-in' ? 'sign-up' : 'sign-in')}
      >
        {mode === 'sign-in' ? 'New here? Create an account' : 'I have an account: sign in'}
      </Anchor>
    </Stack>
  );
}

interface Entered {
  name: string;
  email: string;
  password: string;
}

type Wrong = Partial<Record<'email' | 'password', string>>;

function readForm(data: FormData): Entered {
  const field = (name: string) => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  return {
    name: field('name').trim(),
    email: field('email').trim(),
    password: field('password'),
  };
}

function check(mode: PasswordMode, { email, password }: Entered): Wrong {
  const wrong: Wrong = {};
  if (!/^\S+@\S+$/.test(email)) wrong.email = 'Enter your e-mail address.';
  if (mode === 'reset') return wrong;
  if (password === '') wrong.password = 'Enter your password.';
  else if (mode === 'sign-up' && password.length < SHORTEST_PASSWORD) {
    wrong.password = `Take at least ${String(SHORTEST_PASSWORD)} characters.`;
  }
  return wrong;
}

async function send(mode: PasswordMode, { name, email, password }: Entered): Promise<void> {
  const auth = await import('@/lib/firebase/client/auth');
  if (mode === 'sign-in') await auth.signInWithPassword(email, password);
  if (mode === 'sign-up') await auth.signUpWithPassword(email, password, name);
  if (mode === 'reset') await auth.requestPasswordReset(email);
}
