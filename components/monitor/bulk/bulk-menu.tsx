'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';

import { BULK_ACTIONS, type BulkAction } from '@/lib/jobs/kinds/bulk_action';

import { GuardedButton } from '../actions/guarded-button';
import type { JobSearch } from '../jobs/job-search';
import { useMayChange } from '../shell/monitor-rights';
import { BulkDialog } from './bulk-dialog';
import { statesFor } from './bulk-plan';
import { BULK_WORDS } from './bulk-words';

export interface BulkMenuProps {
  search: JobSearch;
  /** Those that make sense here, the likeliest first. */
  actions?: readonly BulkAction[];
  onStarted: (jobId: string) => void;
}

/** Does one thing to everything that the search finds. */
export function BulkMenu({ search, actions = BULK_ACTIONS, onStarted }: BulkMenuProps) {
  const mayChange = useMayChange();
  const [asked, setAsked] = useState<BulkAction | null>(null);
  const label = 'Act on all found';
  if (!mayChange) return <GuardedButton>{label}</GuardedButton>;
  return (
    <>
      <Menu position="bottom-end" width={230} withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item
              key={action}
              disabled={statesFor(action, search).length === 0}
              {...(BULK_WORDS[action].danger ? { color: 'red' } : {})}
              onClick={() => setAsked(action)}
            >
              {BULK_WORDS[action].verb} …
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked !== null && (
        <BulkDialog
          action={asked}
          search={search}
          onClose={() => setAsked(null)}
          onStarted={onStarted}
        />
      )}
    </>
  );
}
