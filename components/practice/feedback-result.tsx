'use client';

import { Group, List, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';

import { EngineBadge } from '@/components/engine/engine-badge';
import { Markdown } from '@/components/markdown/markdown';
import type { InterviewFeedbackOutput } from '@/lib/jobs/kinds/interview_feedback';

/** Feedback on an answer, with what was counted of it and which engine made it. */
export function FeedbackResult({ output }: { output: InterviewFeedbackOutput }) {
  return (
    <Stack gap="md">
      <Markdown text={output.markdown} />
      {output.points.length > 0 && (
        <List listStyleType="none" spacing={6} aria-label="Points of a good answer">
          {output.points.map(({ point, covered }) => (
            <List.Item
              key={point}
              icon={
                <ThemeIcon
                  size={22}
                  radius="xl"
                  variant="light"
                  color={covered ? 'teal' : 'gray'}
                  aria-hidden
                >
                  {covered ? <IconCheck size={14} /> : <IconCircleDashed size={14} />}
                </ThemeIcon>
              }
            >
              <Text size="sm" span>
                {point}
                <Text span c="dimmed" size="sm">
                  {covered ? ' · mentioned' : ' · not heard'}
                </Text>
              </Text>
            </List.Item>
          ))}
        </List>
      )}
      <Group gap="md">
        <Text size="sm" c="dimmed">
          {output.words} words
          {output.wordsPerMinute === null ? '' : ` · ${output.wordsPerMinute} a minute`} ·{' '}
          {output.fillers} {output.fillers === 1 ? 'filler' : 'fillers'}
        </Text>
        <EngineBadge engine={output.engine} use="language" />
      </Group>
    </Stack>
  );
}
