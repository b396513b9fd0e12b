'use client';

import { Select } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';

import type { Microphone } from './use-microphones';

const SYSTEM = '';

export interface MicrophoneSelectProps {
  microphones: readonly Microphone[];
  /** Null for the system's own choice. */
  value: string | null;
  onChange: (deviceId: string | null) => void;
}

/** Which microphone records. Shown once there is a choice. */
export function MicrophoneSelect({ microphones, value, onChange }: MicrophoneSelectProps) {
  if (microphones.length < 2) return null;
  const known = microphones.some((microphone) => microphone.id === value);
  return (
    <Select
      label="Microphone"
      leftSection={<IconMicrophone size={16} aria-hidden />}
      data={[
        { value: SYSTEM, label: 'As the system chooses' },
        ...microphones.map(({ id, label }) => ({ value: id, label })),
      ]}
      value={known ? value : SYSTEM}
      onChange={(chosen) => onChange(chosen === SYSTEM ? null : chosen)}
      allowDeselect={false}
      w="100%"
      maw={340}
    />
  );
}
