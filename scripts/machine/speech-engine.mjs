import { existsSync } from 'node:fs';

import { findCommand } from './command.mjs';

/** The Debian packages: the recogniser, and the English model that it listens with. */
export const SPEECH_PACKAGES = ['pocketsphinx', 'pocketsphinx-en-us'];

const MODEL = '/usr/share/pocketsphinx/model/en-us';
const MODEL_FILES = ['en-us', 'en-us.lm.bin', 'cmudict-en-us.dict'];

/** The recogniser's path; null when it or a part of its model is not there. */
export function findSpeechEngine() {
  const program = findCommand('pocketsphinx_batch');
  return program !== null && MODEL_FILES.every((file) => existsSync(`${MODEL}/${file}`))
    ? program
    : null;
}
