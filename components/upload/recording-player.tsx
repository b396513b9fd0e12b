'use client';

import { Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

import type { OutboxItem } from '@/lib/outbox/item';
import type { OutboxStore } from '@/lib/outbox/outbox-store';

import classes from './upload.module.css';

/** Further than any recording is long: seeking there makes the browser find the end. Seconds. */
const PAST_THE_END = 1e9;

/** Where the browser does not let sound begin by itself, the player waits for its own button. */
async function play(audio: HTMLAudioElement): Promise<void> {
  await audio.play().catch(() => undefined);
}

/** Plays what this device holds of an item, from when it is shown. */
export function RecordingPlayer({ item, store }: { item: OutboxItem; store: OutboxStore }) {
  const [url, setUrl] = useState<string | null>(null);
  const [lost, setLost] = useState(false);
  const measured = useRef(false);
  useEffect(() => {
    let left = false;
    let made: string | null = null;
    void store.bytes(item).then(
      (bytes) => {
        if (left) return;
        if (bytes === null) {
          setLost(true);
          return;
        }
        made = URL.createObjectURL(bytes);
        setUrl(made);
      },
      () => setLost(true),
    );
    return () => {
      left = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [item, store]);
  if (lost) {
    return (
      <Text size="sm" mt="sm" role="alert">
        This browser no longer has the sound of this recording.
      </Text>
    );
  }
  if (url === null) return null;
  return (
    // A recording that is about to be transcribed has no captions.
    <audio
      className={classes.player}
      src={url}
      controls
      aria-label={item.name}
      onLoadedMetadata={({ currentTarget: audio }) => {
        // A recorder writes no length into a WebM that it streams.
        if (measured.current) return;
        measured.current = true;
        if (Number.isFinite(audio.duration)) return void play(audio);
        audio.currentTime = PAST_THE_END;
        audio.addEventListener(
          'timeupdate',
          () => {
            audio.currentTime = 0;
            void play(audio);
          },
          { once: true },
        );
      }}
    />
  );
}
