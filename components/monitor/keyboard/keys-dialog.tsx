'use client';

import { Kbd, Modal, Switch, Text, Title } from '@mantine/core';

import { switchKeys } from './keys-setting';
import classes from './keyboard.module.css';
import { OTHER_KEYS, PAGE_KEYS } from './read-key';

/** Every key, and the switch for those who press letters for other reasons. */
export function KeysDialog({ on, onClose }: { on: boolean; onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title="Keyboard shortcuts"
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Switch
        label="Single keys do something in the monitor"
        description="Switch them off if you steer by voice, or press letters by accident. This browser remembers."
        checked={on}
        onChange={(event) => switchKeys(event.currentTarget.checked)}
      />
      <div className={classes.keys}>
        <section>
          <Title order={3} size="sm">
            Anywhere
          </Title>
          <dl>
            {OTHER_KEYS.map(({ keys, does }) => (
              <div key={keys}>
                <dt>{does}</dt>
                <dd>
                  <Kbd>{keys}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <Title order={3} size="sm">
            To a page
          </Title>
          <dl>
            {PAGE_KEYS.map(({ key, label }) => (
              <div key={key}>
                <dt>{label}</dt>
                <dd>
                  <Kbd>g</Kbd> <Kbd>{key}</Kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Text size="xs" c="dimmed" mt="md">
        Never while you type in a field.
      </Text>
    </Modal>
  );
}
