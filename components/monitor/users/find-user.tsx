'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useState } from 'react';

import { userPath } from './user-path';

/** Opens a user whose id is known. */
export function FindUser() {
  const router = useRouter();
  const [id, setId] = useState('');
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    const trimmed = id.trim();
    if (trimmed !== '') router.push(userPath(trimmed));
  };
  return (
    <form role="search" aria-label="Find a user" onSubmit={find}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          data-monitor-search
          aria-label="User id"
          placeholder="User id"
          autoComplete="off"
          spellCheck={false}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={id}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          Find
        </Button>
      </Group>
    </form>
  );
}
