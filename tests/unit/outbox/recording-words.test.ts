import { describe, expect, it } from 'vitest';

import { HEARD_LEVEL, levelOf, levelWord } from '@/components/recording/level';
import { missingAbility, problemFromError } from '@/components/recording/microphone-problem';
import { chooseFormat, defaultName, extensionOf } from '@/components/recording/recording-format';
import { SilenceWatch } from '@/components/recording/use-level';
import { engineChoices } from '@/components/upload/engine-words';
import { languageChoices } from '@/components/upload/languages';

const named = (name: string) => new DOMException('x', name);

describe('why the microphone cannot be used', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'blocked_by_page'],
    ['NotFoundError', 'no_device'],
    ['OverconstrainedError', 'no_device'],
    ['NotReadableError', 'in_use'],
    ['AbortError', 'in_use'],
    ['NotSupportedError', 'unsupported'],
    ['SomethingNewError', 'failed'],
  ])('%s is told as %s', (name, code) => {
    const problem = problemFromError(named(name));
    expect(problem.code).toBe(code);
    expect(problem.advice.length).toBeGreaterThan(20);
  });

  it('notices an insecure page and a browser that cannot record before asking', () => {
    const able = { secure: true, microphone: true, mimeType: 'audio/webm' };
    expect(missingAbility(able)).toBeNull();
    expect(missingAbility({ ...able, secure: false })?.code).toBe('insecure');
    expect(missingAbility({ ...able, microphone: false })?.code).toBe('unsupported');
    expect(missingAbility({ ...able, mimeType: null })?.code).toBe('unsupported');
  });
});

describe('the format of a recording', () => {
  const choose = (...supported: string[]) => chooseFormat((type) => supported.includes(type));

  it('is what each browser does best', () => {
    expect(choose('audio/webm;codecs=opus', 'audio/mp4', 'audio/webm')).toBe(
      'audio/webm;codecs=opus',
    );
    expect(choose('audio/mp4')).toBe('audio/mp4');
    expect(choose('audio/ogg;codecs=opus')).toBe('audio/ogg;codecs=opus');
    expect(choose()).toBeNull();
  });

  it('gives a download its extension', () => {
    const types = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/x-wav'];
    expect(types.map(extensionOf)).toEqual(['webm', 'm4a', 'ogg', 'wav']);
  });

  it('names a recording by its time', () => {
    expect(defaultName(new Date(2026, 10, 22, 10, 14).getTime())).toBe('Recording 22 Nov, 10:14');
  });
});

describe('the level of sound', () => {
  const tone = (amplitude: number) =>
    Float32Array.from({ length: 1_024 }, (_, i) => amplitude * Math.sin(i / 4));

  it('runs from silence to full scale as the ear hears it', () => {
    expect(levelOf(new Float32Array(1_024))).toBe(0);
    expect(levelOf([])).toBe(0);
    const levels = [0.0005, 0.01, 0.1, 1].map((amplitude) => levelOf(tone(amplitude)));
    expect(levels[0]).toBeLessThan(HEARD_LEVEL);
    expect(levels).toEqual([...levels].sort((a, b) => a - b));
    expect(levels[3]).toBeGreaterThan(0.9);
    expect(levels.map(levelWord)).toEqual(['silent', 'quiet', 'good', 'loud']);
  });

  it('is reported as missing only after a while of silence, and no longer once somebody speaks', () => {
    const watch = new SilenceWatch(6_000);
    expect(watch.hear(0, 0)).toBe(false);
    expect(watch.hear(0, 5_999)).toBe(false);
    expect(watch.hear(0, 6_000)).toBe(true);
    expect(watch.hear(0.5, 6_100)).toBe(false);
    expect(watch.hear(0, 6_200)).toBe(false);
  });
});

describe('the choice of engine', () => {
  const local = { provider: 'local', model: 'pocketsphinx', local: true, note: null };
  const gemini = { provider: 'google', model: 'gemini-2.5-flash', local: false, note: null };

  it('says who gets the recording', () => {
    const [auto, own, cloud] = engineChoices([gemini, local]);
    expect(auto?.words).toContain('Google');
    expect(own?.words).toContain('no other company');
    expect(cloud).toMatchObject({
      disabled: false,
      words: expect.stringContaining('Google') as string,
    });
  });

  it('offers no cloud where none is set up, and promises nothing before that is known', () => {
    const [auto, , cloud] = engineChoices([local]);
    expect(auto?.words).toContain('no other company');
    expect(cloud?.disabled).toBe(true);
    expect(engineChoices(null)[0]?.words).toContain('may be a provider');
  });
});

describe('the list of languages', () => {
  it('puts those that the person reads first, each once', () => {
    const choices = languageChoices(['pt-BR', 'de', 'pt', 'xx']);
    expect(choices.slice(0, 2).map(({ value }) => value)).toEqual(['pt', 'de']);
    expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
  });
});
