'use client';

import { Switch } from '@mantine/core';

import { Section } from './section';
import { usePrivateMode } from './use-private-mode';

/** Whether an answer may be given again to somebody who asks exactly the same. */
export function PrivacySection() {
  const [isPrivate, setPrivate] = usePrivateMode();
  return (
    <Section
      id="privacy"
      title="Privacy"
      description="For summaries, answers and content that you ask for next in this browser."
    >
      <Switch
        label="Private mode"
        description="Off: a model’s answer is kept for a while and given again, at once and at no cost, to whoever asks exactly the same of the same text. On: nothing that you ask is kept so, and nothing that was kept is used."
        checked={isPrivate}
        onChange={(event) => setPrivate(event.currentTarget.checked)}
      />
    </Section>
  );
}
