'use client';

import { Alert, Avatar, Box, Button, Divider, Skeleton, Stack, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useState } from 'react';

import { GoogleButton } from '@/components/auth/google-button';
import { leave } from '@/components/auth/leave';
import { PasswordForm } from '@/components/auth/password-form';
import { notifySuccess } from '@/components/feedback/notify';
import { type AppUser, useUser } from '@/hooks/use-user';
import { clientConfig } from '@/lib/firebase/client/runtime-config';

import { Section } from './section';
import classes from './settings.module.css';

/** Who is signed in; for a guest, the way to keep what they made. */
export function AccountSection() {
  const { user } = useUser();
  return (
    <Section
      id="account"
      title="Account"
      description={
        user?.isGuest === true
          ? 'You are a guest. Make an account and everything you did stays yours, on any device.'
          : 'How you sign in.'
      }
    >
      {user === null ? <Skeleton height={44} /> : <Account user={user} />}
    </Section>
  );
}

function Account({ user }: { user: AppUser }) {
  const name = user.name ?? user.email ?? 'Guest';
  return (
    <Stack gap="lg">
      <div className={classes.person}>
        <Avatar name={name} color="ember" size={44} radius="xl" />
        <Box miw={0} flex={1}>
          <Text fw={600} truncate>
            {name}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {user.isGuest ? 'Only in this browser' : user.email}
          </Text>
        </Box>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void leave(user)}
        >
          Sign out
        </Button>
      </div>
      {user.isGuest && <Upgrade />}
    </Stack>
  );
}

function Upgrade() {
  const [failure, setFailure] = useState<string | null>(null);
  return (
    <>
      <Divider />
      <Stack gap="md" maw={420}>
        {failure !== null && (
          <Alert color="red" variant="light" role="alert" c="var(--mantine-color-text)">
            {failure}
          </Alert>
        )}
        {clientConfig().googleSignIn && <GoogleButton onFailure={setFailure} />}
        <PasswordForm
          mode="sign-up"
          fixed
          onMode={() => undefined}
          onDone={() => void notifySuccess('Your account is ready, and your work is in it.')}
        />
      </Stack>
    </>
  );
}
