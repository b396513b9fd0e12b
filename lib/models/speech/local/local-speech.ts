import { JobError } from '../../../jobs/error';
import type { SpeechEngine } from '../engine';
import { wordsFromCtm } from './ctm';
import { DEBIAN_POCKETSPHINX, missingPart, recognise, speechEngineMissing } from './pocketsphinx';
import type { PocketSphinx } from './pocketsphinx';
import { readableWords } from './readable-words';

const SAMPLE_RATE = 16_000;
/** It takes a fifth to a third of the sound's own time on an idle core; machines are shared. */
const TIME_LIMIT_FACTOR = 10;
const START_UP_MS = 30_000;

const NOTE =
  'Recognised on our own server by PocketSphinx, a small offline recogniser for English. Expect wrong ' +
  'words, more of them with noise, accents or several voices; full stops and capitals are guessed from ' +
  'pauses. For a better transcript, have a cloud speech provider configured and transcribe again.';

/** Whether speech can be recognised on this machine, and if not, what is missing. Cheap; looks each time. */
export async function findLocalSpeech(
  installed: PocketSphinx = DEBIAN_POCKETSPHINX,
): Promise<{ available: boolean; reason: string | null }> {
  const missing = missingPart(installed);
  return Promise.resolve(
    missing === null
      ? { available: true, reason: null }
      : { available: false, reason: speechEngineMissing(missing).message },
  );
}

/** English speech, recognised in a child process on this machine: no key, no network. */
export function localSpeechEngine(installed: PocketSphinx = DEBIAN_POCKETSPHINX): SpeechEngine {
  return {
    provider: 'local',
    model: 'pocketsphinx-en-us',
    local: true,
    note: NOTE,
    async transcribe(audio, { language, signal }) {
      if (language !== undefined && !/^en(-|$)/.test(language)) {
        throw new JobError(
          'unsupported',
          'language_unsupported',
          'The offline recogniser knows English only. Have a cloud speech provider configured for other ' +
            'languages, or leave the language open.',
        );
      }
      const missing = missingPart(installed);
      if (missing !== null) throw speechEngineMissing(missing);
      if (audio.sampleRate !== SAMPLE_RATE) {
        throw new JobError('bug', 'sample_rate', 'The offline recogniser takes 16 kHz sound only.');
      }
      const seconds = audio.pcm.length / SAMPLE_RATE;
      const ctm = await recognise(audio.pcm, installed, {
        signal,
        timeLimitMs: START_UP_MS + seconds * 1_000 * TIME_LIMIT_FACTOR,
      });
      const words = readableWords(wordsFromCtm(ctm));
      return {
        text: words.map((word) => word.text).join(' '),
        language: 'en',
        words,
        usage: null,
      };
    },
  };
}
