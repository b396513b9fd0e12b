'use client';

import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';

const TYPING_PAUSE_MS = 350;

export interface TypedFieldProps extends Omit<TextInputProps, 'value' | 'onChange'> {
  /** Names it where it has no visible label. */
  'aria-label'?: string;
  value: string | null;
  /** Called when the typing pauses, Enter is pressed, or the field is left. */
  onTyped: (value: string | null) => void;
  /** What `/` focuses. */
  'data-monitor-search'?: boolean;
}

/** Shows every letter at once, and searches when the typing pauses. */
export function TypedField({ value, onTyped, label, ...field }: TypedFieldProps) {
  const applied = value ?? '';
  const [typed, setTyped] = useState(applied);
  const [known, setKnown] = useState(applied);
  if (known !== applied) {
    setKnown(applied);
    if (typed.trim() !== applied) setTyped(applied);
  }
  useEffect(() => {
    if (typed.trim() === applied) return;
    const timer = setTimeout(() => onTyped(orNull(typed)), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, applied, onTyped]);

  const name = field['aria-label'] ?? (typeof label === 'string' ? label : 'the field');
  return (
    <TextInput
      {...field}
      label={label}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onTyped(orNull(typed));
      }}
      // What is typed belongs to this page: it must not arrive after its reader has gone to another.
      onBlur={() => {
        if (typed.trim() !== applied) onTyped(orNull(typed));
      }}
      rightSection={
        typed === '' ? null : (
          <CloseButton
            size="sm"
            aria-label={`Clear: ${name}`}
            onClick={() => {
              setTyped('');
              onTyped(null);
            }}
          />
        )
      }
    />
  );
}

function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}
