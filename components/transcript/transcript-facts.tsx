import { Text } from '@mantine/core';

import { EngineBadge } from '@/components/engine/engine-badge';
import { clockTime } from '@/lib/export/timestamp';
import type { TranscriptionOutput } from '@/lib/jobs/kinds/transcription';

import { wordCount } from './transcript-text';

const languages = new Intl.DisplayNames('en', { type: 'language' });

function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    // The engine's tag is not one that the browser can read: then it says more than nothing.
    return tag;
  }
}

/** How long, how many words, in which language, and which engine heard it. */
export function TranscriptFacts({ output }: { output: TranscriptionOutput }) {
  const words = wordCount(output.segments);
  const facts = [
    clockTime(output.duration),
    `${words.toLocaleString('en')} word${words === 1 ? '' : 's'}`,
    ...(output.language === null ? [] : [languageName(output.language)]),
  ];
  return (
    <>
      <Text span size="sm" c="dimmed">
        {facts.join(' · ')}
      </Text>
      <EngineBadge engine={output.engine} use="speech" />
    </>
  );
}
