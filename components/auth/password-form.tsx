'use client';

import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

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
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { name: '', email: '', password: '' },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : 'Enter your e-mail address.'),
      password: (password) => passwordProblem(mode, password),
    },
  });

  const submit = form.onSubmit(async ({ name, email, password }) => {
    setFailure(null);
    setSentTo(null);
    try {
      const auth = await import('@/lib/firebase/client/auth');
      if (mode === 'sign-in') await auth.signInWithPassword(email.trim(), password);
      if (mode === 'sign-up') await auth.signUpWithPassword(email.trim(), password, name.trim());
      if (mode === 'reset') {
        await auth.requestPasswordReset(email.trim());
        setSentTo(email.trim());
      }
      onDone?.();
    } catch (error) {
      setFailure(authWords(error));
    }
  });

  const go = (next: PasswordMode) => {
    setFailure(null);
    setSentTo(null);
    form.clearErrors();
    onMode(next);
  };

  return (
    <form onSubmit={submit} noValidate aria-label={SUBMIT[mode]}>
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
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
        )}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          withAsterisk={false}
          key={form.key('email')}
          {...form.getInputProps('email')}
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
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
        )}
        <Button type="submit" size="md" loading={form.submitting} mt={4}>
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

function passwordProblem(mode: PasswordMode, password: string): string | null {
  if (mode === 'reset') return null;
  if (password === '') return 'Enter your password.';
  if (mode === 'sign-up' && password.length < SHORTEST_PASSWORD) {
    return `Take at least ${String(SHORTEST_PASSWORD)} characters.`;
  }
  return null;
}
