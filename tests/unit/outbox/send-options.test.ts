import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { transcriptionKind } from '@/lib/jobs/kinds/transcription';
import { DEFAULT_OPTIONS, parseOptions, transcriptionInput } from '@/lib/outbox/send-options';

describe('remembered options', () => {
  it('come back as they were left', () => {
    const options = { language: 'de', engine: 'local', keepMedia: false } as const;
    expect(parseOptions(JSON.stringify(options))).toEqual(options);
  });

  it('fall back to the defaults for anything that is not options', () => {
    expect(parseOptions(null)).toEqual(DEFAULT_OPTIONS);
    expect(parseOptions('{')).toEqual(DEFAULT_OPTIONS);
    expect(parseOptions('{"engine":"moon","language":"<b>"}')).toEqual(DEFAULT_OPTIONS);
    fc.assert(fc.property(fc.json(), (text) => void parseOptions(text)));
  });
});

describe('the body of a job', () => {
  it('is one that the kind accepts, whatever the file is called', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400 }),
        fc.option(fc.constantFrom('de', 'pt-BR')),
        (name, language) => {
          const input = transcriptionInput({
            mediaId: 'media-12345678',
            name,
            options: { ...DEFAULT_OPTIONS, language },
          });
          expect(transcriptionKind.input.safeParse(input).success).toBe(true);
        },
      ),
    );
  });
});
