'use client';

import { Text, Textarea } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';

import classes from './transcript.module.css';

/** A segment's text in place. Enter or leaving it keeps the change, Escape drops it (null). */
export function SegmentEditor({
  text,
  label,
  onDone,
}: {
  text: string;
  label: string;
  onDone: (text: string | null) => void;
}) {
  const [value, setValue] = useState(text);
  const done = useRef(false);

  const finish = (result: string | null) => {
    // Removing a focused field blurs it: the first ending counts.
    if (done.current) return;
    done.current = true;
    onDone(result);
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
    <div className={classes.editor}>
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
