'use client';

import { ActionIcon, Group, Menu, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy, IconDownload, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import { notifyProblem } from '@/components/feedback/notify';
import { exportFileName } from '@/lib/export/file-name';
import { saveFile } from '@/lib/export/save-file';

const ICON = { variant: 'subtle', color: 'gray', size: 32 } as const;

async function download(title: string, markdown: string, form: 'md' | 'docx'): Promise<void> {
  try {
    const content =
      form === 'md'
        ? new Blob([markdown], { type: 'text/markdown;charset=utf-8' })
        : await (await import('@/lib/export/markdown-docx')).markdownToDocx(title, markdown);
    saveFile(content, exportFileName(title, form));
  } catch (error) {
    await notifyProblem('The file could not be made', error);
  }
}

export interface ResultToolsProps {
  /** Names the files. */
  title: string;
  markdown: string;
  downloads: boolean;
  /** Absent: it cannot be made again from here. */
  onRegenerate?: (() => void) | undefined;
  busy?: boolean;
  children?: ReactNode;
}

/** What can be done with a text that a model wrote: copy, save, make it again. */
export function ResultTools(props: ResultToolsProps) {
  const { title, markdown, downloads, onRegenerate, busy = false, children } = props;
  const clipboard = useClipboard({ timeout: 2_000 });
  const copyLabel = clipboard.copied ? 'Copied' : 'Copy';
  return (
    <Group gap={4}>
      <Tooltip label={copyLabel}>
        <ActionIcon {...ICON} aria-label={copyLabel} onClick={() => clipboard.copy(markdown)}>
          {clipboard.copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
        </ActionIcon>
      </Tooltip>
      {downloads && (
        <Menu withArrow>
          <Menu.Target>
            <Tooltip label="Download">
              <ActionIcon {...ICON} aria-label="Download">
                <IconDownload size={18} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void download(title, markdown, 'md')}>Markdown</Menu.Item>
            <Menu.Item onClick={() => void download(title, markdown, 'docx')}>
              Word document
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {onRegenerate !== undefined && (
        <Tooltip label="Make it again">
          <ActionIcon {...ICON} aria-label="Make it again" loading={busy} onClick={onRegenerate}>
            <IconRefresh size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      {children}
    </Group>
  );
}
