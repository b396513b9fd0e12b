'use client';

import { Alert, Button, CloseButton, Group, Stack, Text } from '@mantine/core';
import { IconFileAlert } from '@tabler/icons-react';

import type { RefusedFile } from './file-intake';

export interface RefusedFilesProps {
  files: readonly RefusedFile[];
  onAddAnyway: (refused: RefusedFile) => void;
  onDismiss: (refused: RefusedFile) => void;
}

/** The files that were not taken, each with its reason. */
export function RefusedFiles({ files, onAddAnyway, onDismiss }: RefusedFilesProps) {
  if (files.length === 0) return null;
  return (
    <Alert
      color="red"
      variant="light"
      radius="xl"
      icon={<IconFileAlert />}
      title={files.length === 1 ? 'One file was not taken' : `${files.length} files were not taken`}
      role="alert"
    >
      <Stack gap="xs">
        {files.map((refused) => (
          <Group key={refused.id} wrap="nowrap" align="flex-start" justify="space-between">
            <Text size="sm" c="var(--mantine-color-text)" style={{ overflowWrap: 'anywhere' }}>
              <b>{refused.file.name}</b>: {refused.message}
            </Text>
            <Group gap={4} wrap="nowrap">
              {refused.duplicate && (
                <Button size="compact-sm" variant="default" onClick={() => onAddAnyway(refused)}>
                  Add it again
                </Button>
              )}
              <CloseButton
                aria-label={`Dismiss ${refused.file.name}`}
                onClick={() => onDismiss(refused)}
              />
            </Group>
          </Group>
        ))}
      </Stack>
    </Alert>
  );
}
