'use client';

import { Alert, Card, Center, Divider, Loader, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';

import { Logo } from '@/components/shell/logo';
import { clientConfig } from '@/lib/firebase/client/runtime-config';

import { GoogleButton } from './google-button';
import { GuestButton } from './guest-button';
import { PasswordForm, type PasswordMode } from './password-form';
import classes from './auth.module.css';
import { useEnter } from './use-enter';

const TITLES: Record<PasswordMode, string> = {
  'sign-in': 'Welcome back',
  'sign-up': 'Create your account',
  reset: 'Reset your password',
};

/** The door: e-mail and password, Google where configured, or as a guest. */
export function SignInCard({ next }: { next: string }) {
  const [mode, setMode] = useState<PasswordMode>('sign-in');
  const [failure, setFailure] = useState<string | null>(null);
  const entering = useEnter(next);

  return (
    <div className={classes.door}>
      <Card className={classes.card} padding="xl" radius="lg" withBorder>
        <Stack gap="lg">
          <Stack gap={6} align="center">
            <Logo size={44} />
            <Title order={1} size="h2" mt="xs">
              {TITLES[mode]}
            </Title>
          </Stack>
          {entering ? (
            <Center mih={180}>
              <Stack align="center" gap="sm" role="status">
                <Loader size="sm" type="dots" />
                <Text c="dimmed">Opening Firelane…</Text>
              </Stack>
            </Center>
          ) : (
            <>
              {failure !== null && (
                <Alert color="red" variant="light" role="alert" c="var(--mantine-color-text)">
                  {failure}
                </Alert>
              )}
              <PasswordForm mode={mode} onMode={setMode} />
              <Divider label="or" />
              <Stack gap="xs">
                {clientConfig().googleSignIn && <GoogleButton onFailure={setFailure} />}
                <GuestButton variant="default" fullWidth onFailure={setFailure}>
                  Continue as a guest
                </GuestButton>
                <Text size="xs" c="dimmed" ta="center">
                  A guest’s work stays in this browser. You can make an account later and keep it.
                </Text>
              </Stack>
            </>
          )}
        </Stack>
      </Card>
    </div>
  );
}
