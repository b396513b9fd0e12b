'use client';

import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';

import { notifyProblem } from '@/components/feedback/notify';
import { downloadBlob } from '@/components/recording/download-blob';

import { fetchExport, type ExportFormat, type ExportedThing } from './fetch-export';

export interface ExportMenuProps {
  what: ExportedThing;
  /** The present filters. */
  query: () => URLSearchParams;
}

/** Downloads what is listed, with its present filters, beyond the pages that were loaded. */
export function ExportMenu({ what, query }: ExportMenuProps) {
  const [busy, setBusy] = useState(false);
  const download = async (format: ExportFormat) => {
    setBusy(true);
    try {
      const file = await fetchExport(what, format, query());
      downloadBlob(file.blob, file.name);
    } catch (error) {
      await notifyProblem('Nothing was exported', error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end" width={220} withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label aria-hidden>What is found, 10,000 rows at most</Menu.Label>
        <Menu.Item onClick={() => void download('csv')}>CSV, for a spreadsheet</Menu.Item>
        <Menu.Item onClick={() => void download('json')}>JSON, for a program</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
