import { existsSync } from 'node:fs';

import { findCommand } from './command.mjs';

/** The Debian packages: the recogniser, and the English model that it listens with. */
export const SPEECH_PACKAGES = ['pocketsphinx', 'pocketsphinx-en-us'];

const MODELS = [
  '/usr/share/pocketsphinx/model/en-us/en-us',
  '/usr/local/share/pocketsphinx/model/en-us/en-us',
];

/** The recogniser's path; null when it or its model is not there. */
export function findSpeechEngine() {
  const command = findCommand('pocketsphinx_continuous');
  return command !== null && MODELS.some((path) => existsSync(path)) ? command : null;
}
