'use client';

import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { notifyProblem } from '@/components/feedback/notify';

import { jobPath } from './job-path';
import { sendSample } from './send-sample';

/** Shows what the app does, with the recording that comes with it. */
export function SampleButton() {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      router.push(jobPath({ id: await sendSample() }));
    } catch (error) {
      await notifyProblem('The sample did not start', error);
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconPlayerPlay size={16} aria-hidden />}
      onClick={() => void start()}
    >
      Try the sample
    </Button>
  );
}
