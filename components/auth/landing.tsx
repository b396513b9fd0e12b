'use client';

import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconArrowRight, IconMessageCircle, IconMicrophone, IconNotes } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';

import { GuestButton } from './guest-button';
import classes from './landing.module.css';
import { HOME } from './safe-next';
import { useEnter } from './use-enter';

const STEPS = [
  {
    icon: IconMicrophone,
    title: 'Record or drop a file',
    text: 'A meeting, a lecture, a voice note. It is safe in your browser before it is sent, even if the network goes.',
  },
  {
    icon: IconNotes,
    title: 'Watch it become text',
    text: 'You see where it stands and how long it takes. Close the tab if you like; the work goes on.',
  },
  {
    icon: IconMessageCircle,
    title: 'Ask, shorten, reuse',
    text: 'Summaries, action items, answers that point to the very second where they were said.',
  },
];

/** The first page: what this is, and the two ways in. Who is signed in already goes straight to the library. */
export function Landing() {
  const [failure, setFailure] = useState<string | null>(null);
  const entering = useEnter(HOME);
  return (
    <div className={classes.landing}>
      <section className={classes.hero}>
        <Title order={1} className={classes.headline}>
          From a recording
          <br />
          to an <span className={classes.glow}>answer</span>.
        </Title>
        <Text className={classes.lead}>
          Firelane turns speech into a transcript you can read, search, edit and ask. Your
          recordings are worked on in the background, and nothing gets lost on the way.
        </Text>
        {failure !== null && (
          <Alert color="red" variant="light" role="alert" c="var(--mantine-color-text)">
            {failure}
          </Alert>
        )}
        <Group justify="center" gap="sm" className={classes.ways}>
          {entering ? (
            <Button
              component={Link}
              href={HOME}
              size="lg"
              rightSection={<IconArrowRight size={18} aria-hidden />}
            >
              Open your library
            </Button>
          ) : (
            <>
              <GuestButton size="lg" onFailure={setFailure}>
                Try it without an account
              </GuestButton>
              <Button component={Link} href="/sign-in" size="lg" variant="default">
                Sign in
              </Button>
            </>
          )}
        </Group>
      </section>
      <section aria-label="How it works" className={classes.steps}>
        {STEPS.map((step) => (
          <div key={step.title} className={classes.step}>
            <step.icon size={24} stroke={1.75} className={classes.stepIcon} aria-hidden />
            <Title order={2} size="h3">
              {step.title}
            </Title>
            <Text c="dimmed" size="sm">
              {step.text}
            </Text>
          </div>
        ))}
      </section>
    </div>
  );
}
