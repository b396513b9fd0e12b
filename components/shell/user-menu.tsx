'use client';

import { Avatar, Menu, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { IconActivityHeartbeat, IconLogout, IconSettings, IconUserPlus } from '@tabler/icons-react';
import Link from 'next/link';

import { leave } from '@/components/auth/leave';
import { useAdminRights } from '@/hooks/monitor/use-admin-rights';
import { useUser } from '@/hooks/use-user';

import classes from './app-shell.module.css';

/** Who is signed in, and the way out. */
export function UserMenu() {
  const { user } = useUser();
  const { rights } = useAdminRights();
  if (user === null) return <Skeleton circle height={36} width={36} />;
  const name = user.name ?? user.email ?? 'Guest';
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.person} aria-label={`Account of ${name}`}>
          <Avatar name={user.isGuest ? 'Guest' : name} color="ember" size={36} radius="xl" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.personCard}>
          <Text fw={600} size="sm" c="var(--mantine-color-text)" truncate>
            {name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {user.isGuest ? 'Your work stays in this browser only' : user.email}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        {user.isGuest && (
          <Menu.Item
            component={Link}
            href="/settings#account"
            leftSection={<IconUserPlus size={16} aria-hidden />}
          >
            Keep your work
          </Menu.Item>
        )}
        {(rights === 'full' || rights === 'read') && (
          <Menu.Item
            component={Link}
            href="/admin"
            leftSection={<IconActivityHeartbeat size={16} aria-hidden />}
          >
            Monitor
          </Menu.Item>
        )}
        <Menu.Item
          component={Link}
          href="/settings"
          leftSection={<IconSettings size={16} aria-hidden />}
        >
          Settings
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void leave(user)}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
