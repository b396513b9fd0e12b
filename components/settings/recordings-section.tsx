'use client';

import { Switch } from '@mantine/core';

import { useSendOptions } from '@/components/upload/use-send-options';

import { Section } from './section';

/** Whether recordings stay on the server once they are text. */
export function RecordingsSection() {
  const [options, setOptions] = useSendOptions();
  return (
    <Section
      id="recordings"
      title="Recordings"
      description="For what you record or upload next. You can change it for each recording, too."
    >
      <Switch
        label="Keep my recordings for playback"
        description="Off: each is deleted from the server as soon as it is transcribed. You keep the text, but cannot listen along."
        checked={options.keepMedia}
        onChange={(event) => setOptions({ ...options, keepMedia: event.currentTarget.checked })}
      />
    </Section>
  );
}
