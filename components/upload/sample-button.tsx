'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';

import { notifyProblem } from '@/components/feedback/notify';
import { ApiProblem } from '@/hooks/api';

const SAMPLE_PATH = '/new/sample';

/** For who has no recording at hand: fetches the bundled one. */
export function SampleButton({ onSample }: { onSample: (file: File) => void }) {
  const [loading, setLoading] = useState(false);
  const fetchSample = async () => {
    setLoading(true);
    try {
      const response = await fetch(SAMPLE_PATH);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      const bytes = await response.blob();
      onSample(new File([bytes], 'Weekly planning meeting (sample).mp3', { type: 'audio/mpeg' }));
    } catch {
      await notifyProblem(
        'The sample did not arrive',
        new ApiProblem({
          status: 0,
          code: 'network',
          title: 'No connection',
          detail: 'Check your connection and try again, or record a few words of your own.',
        }),
      );
    } finally {
      setLoading(false);
    }
  };
  return (
    <Button variant="subtle" onClick={() => void fetchSample()} loading={loading}>
      Try the sample
    </Button>
  );
}
