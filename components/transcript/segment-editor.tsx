'use client';

import { Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import classes from './transcript.module.css';

/**
 * A segment's text in place. Enter or leaving it keeps the change; Escape drops it, and so does having changed nothing
 * (null). `opened` is what the segment said when the editor opened: another window may have changed it since.
 */
export function SegmentEditor({
  text,
  label,
  onDone,
}: {
  text: string;
  label: string;
  onDone: (text: string | null, opened: string) => void;
}) {
  const [opened] = useState(text);
  const [value, setValue] = useState(text);
  const done = useRef(false);
  const root = useRef<HTMLDivElement>(null);

  // Focusing scrolls the field alone into view, under the player's bar.
  useEffect(() => root.current?.closest('li')?.scrollIntoView({ block: 'nearest' }), []);

  const finish = (result: string | null) => {
    // Removing a focused field blurs it: the first ending counts.
    if (done.current) return;
    done.current = true;
    onDone(result === opened ? null : result, opened);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      finish(value);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      finish(null);
    }
  };
  return (
    <div ref={root} className={classes.editor}>
      <Textarea
        aria-label={label}
        autosize
        autoFocus
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => finish(value)}
      />
      <Text size="xs" c="dimmed" mt={4}>
        Enter keeps the change, Escape drops it.
      </Text>
    </div>
  );
}
