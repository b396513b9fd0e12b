'use client';

import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';

import { Section } from './section';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the system' },
] as const;

/** Light, dark, or as the system has it. This browser remembers. */
export function AppearanceSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // The server cannot know what this browser remembers.
  const mounted = useMounted();
  return (
    <Section id="appearance" title="Appearance" description="How Firelane looks in this browser.">
      <SegmentedControl
        aria-label="Colours"
        data={[...SCHEMES]}
        value={mounted ? colorScheme : 'auto'}
        onChange={(value) => {
          const scheme = SCHEMES.find((known) => known.value === value);
          if (scheme !== undefined) setColorScheme(scheme.value);
        }}
      />
    </Section>
  );
}
