'use client';

import { Button, Group, Text, Title } from '@mantine/core';
import { Dropzone } from '@mantine/dropzone';
import { IconFileMusic, IconUpload } from '@tabler/icons-react';
import type { RefObject } from 'react';

import { SampleButton } from './sample-button';
import classes from './upload.module.css';

/** Rounded down to these, the limit is a promise whichever way a system counts megabytes. */
const MEBIBYTE = 2 ** 20;

export interface DropAreaProps {
  /** Bytes; null when the server's limit is not known. */
  maxBytes: number | null;
  onFiles: (files: File[]) => void;
  onSample: (file: File) => void;
  openRef: RefObject<(() => void) | null>;
}

/** Takes files: dropped anywhere on the page, or chosen. They are judged one by one afterwards. */
export function DropArea({ maxBytes, onFiles, onSample, openRef }: DropAreaProps) {
  return (
    <section aria-labelledby="upload-title">
      <Dropzone
        className={classes.drop}
        onDrop={onFiles}
        openRef={openRef}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        unstyled
        inputProps={{ 'aria-label': 'Audio or video files', accept: 'audio/*,video/*' }}
      >
        <IconUpload size={30} stroke={1.6} className={classes.dropIcon} aria-hidden />
        <Title order={2} size="h3" id="upload-title">
          Or upload recordings
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          Drop audio or video anywhere on this page, as many as you like
          {maxBytes === null ? '' : `, up to ${Math.floor(maxBytes / MEBIBYTE)} MB each`}.
        </Text>
        <Group gap="xs" justify="center">
          <Button variant="default" onClick={() => openRef.current?.()}>
            Choose files
          </Button>
          <SampleButton onSample={onSample} />
        </Group>
      </Dropzone>
      <Dropzone.FullScreen active onDrop={onFiles} withinPortal={false}>
        <div className={classes.overlay}>
          <IconFileMusic size={56} stroke={1.4} className={classes.dropIcon} aria-hidden />
          Drop them to have them transcribed
        </div>
      </Dropzone.FullScreen>
    </section>
  );
}
