'use client';

import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';

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

/**
 * Shows every letter at once, and searches when the typing pauses. What was asked for comes back as the `value`
 * later, maybe when more has been typed: only a value that this field did not ask for replaces what stands there.
 */
export function TypedField({ value, onTyped, label, ...field }: TypedFieldProps) {
  const applied = value ?? '';
  const [typed, setTyped] = useState(applied);
  const [known, setKnown] = useState(applied);
  /** Asked for and not applied yet, the oldest first. */
  const [asked, setAsked] = useState<readonly string[]>([]);
  if (known !== applied) {
    const own = asked.indexOf(applied);
    setKnown(applied);
    setAsked(own === -1 ? [] : asked.slice(own + 1));
    if (own === -1) setTyped(applied);
  }
  const latest = asked.at(-1) ?? applied;
  const search = useCallback(
    (text: string) => {
      const wanted = text.trim();
      if (wanted === latest) return;
      setAsked((before) => [...before, wanted]);
      onTyped(wanted === '' ? null : wanted);
    },
    [latest, onTyped],
  );
  useEffect(() => {
    const timer = setTimeout(() => search(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, search]);

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
        if (event.key === 'Enter') search(typed);
      }}
      // What is typed belongs to this page: it must not arrive after its reader has gone to another.
      onBlur={() => search(typed)}
      rightSection={
        typed === '' ? null : (
          <CloseButton
            size="sm"
            aria-label={`Clear: ${name}`}
            onClick={() => {
              setTyped('');
              search('');
            }}
          />
        )
      }
    />
  );
}
