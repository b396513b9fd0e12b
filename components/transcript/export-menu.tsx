'use client';

import { Button, Menu, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';

import { notifyProblem } from '@/components/feedback/notify';
import { exportFileName } from '@/lib/export/file-name';
import { saveFile } from '@/lib/export/save-file';
import type { TranscriptDocument } from '@/lib/export/transcript-document';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from '@/lib/export/transcript-formats';

/** Saves the transcript, as it is edited now, in the form that a person picks. */
export function ExportMenu({ document }: { document: TranscriptDocument }) {
  const [busy, setBusy] = useState(false);

  const download = async (format: TranscriptFormat) => {
    setBusy(true);
    try {
      saveFile(await format.build(document), exportFileName(document.title, format.extension));
    } catch (error) {
      await notifyProblem(`The ${format.title} could not be made`, error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end" withArrow width={260}>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          loading={busy}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {TRANSCRIPT_FORMATS.map((format) => (
          <Menu.Item key={format.id} onClick={() => void download(format)}>
            <Text size="sm">{format.title}</Text>
            <Text size="xs" c="dimmed">
              {format.description}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
