'use client';

import { Button, Group, NumberInput, Select, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconWand } from '@tabler/icons-react';

import { notifyProblem } from '@/components/feedback/notify';
import { usePrivateMode } from '@/components/settings/use-private-mode';
import { ApiProblem } from '@/hooks/api';
import { submitJob } from '@/hooks/job-actions';

import { CONTENT_TYPES, contentType, CUSTOM_TYPE } from './content-types';

const FIRST = CONTENT_TYPES[0]?.id ?? CUSTOM_TYPE;
const MIN_WORDS = 20;
const MAX_WORDS = 5_000;
const MAX_PROMPT = 4_000;

/** Asks what to make of the transcript, and has it made. */
export function ContentForm({
  transcriptionId,
  onStarted,
}: {
  transcriptionId: string;
  onStarted: (jobId: string) => void;
}) {
  const [isPrivate] = usePrivateMode();
  const form = useForm({
    initialValues: { typeId: FIRST, maxWords: contentType(FIRST).maxWords, prompt: '' },
    validate: {
      maxWords: (words) =>
        Number.isInteger(words) && words >= MIN_WORDS && words <= MAX_WORDS
          ? null
          : `Between ${MIN_WORDS} and ${MAX_WORDS.toLocaleString('en')}`,
      prompt: (prompt, { typeId }) => {
        if (prompt.length > MAX_PROMPT) return `At most ${MAX_PROMPT.toLocaleString('en')} letters`;
        return typeId === CUSTOM_TYPE && prompt.trim() === '' ? 'Say what it should be' : null;
      },
    },
  });
  const type = contentType(form.values.typeId);

  const submit = form.onSubmit(async ({ maxWords, prompt }) => {
    try {
      const { id } = await submitJob('content_generation', {
        transcriptionId,
        contentTypeId: type.id,
        contentTypeName: type.id === CUSTOM_TYPE ? prompt.trim().slice(0, 60) : type.name,
        contentCategory: type.category,
        maxWords,
        prompt: prompt.trim(),
        ...(isPrivate ? { private: isPrivate } : {}),
      });
      form.setFieldValue('prompt', '');
      onStarted(id);
    } catch (error) {
      if (error instanceof ApiProblem) {
        for (const { pointer, detail } of error.errors) {
          if (pointer.endsWith('/prompt')) form.setFieldError('prompt', detail);
          if (pointer.endsWith('/maxWords')) form.setFieldError('maxWords', detail);
        }
      }
      await notifyProblem('It could not be started', error);
    }
  });

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Group gap="sm" align="flex-start" wrap="nowrap">
          <Select
            flex={1}
            label="Make it into"
            allowDeselect={false}
            data={CONTENT_TYPES.map(({ id, name }) => ({ value: id, label: name }))}
            value={form.values.typeId}
            onChange={(id) => {
              if (id === null) return;
              form.setValues({ typeId: id, maxWords: contentType(id).maxWords });
            }}
          />
          <NumberInput
            w={112}
            label="At most, words"
            min={MIN_WORDS}
            max={MAX_WORDS}
            step={50}
            allowDecimal={false}
            clampBehavior="blur"
            {...form.getInputProps('maxWords')}
          />
        </Group>
        <Textarea
          label={type.id === CUSTOM_TYPE ? 'What should it be?' : 'Anything it should mind?'}
          description={type.id === CUSTOM_TYPE ? undefined : 'Optional'}
          placeholder={type.example}
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps('prompt')}
        />
        <Button
          type="submit"
          loading={form.submitting}
          leftSection={<IconWand size={16} aria-hidden />}
        >
          Write it
        </Button>
      </Stack>
    </form>
  );
}
