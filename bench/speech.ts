import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeMedia } from '../lib/media/decode/decode-media';
import { readSegment, segmentRecording } from '../lib/media/segments/segment-recording';
import { localSpeechEngine } from '../lib/models/speech/local/local-speech';
import { DEBIAN_POCKETSPHINX } from '../lib/models/speech/local/pocketsphinx';
import { wordErrorRate } from '../scripts/demo/word-error-rate';
import { printTable } from './table';

const SAMPLE = 'samples/weekly-planning-meeting';
/** Five sentences of a novel, read by a person; from Debian's `pocketsphinx-testdata`. */
const READ_ALOUD = '/usr/share/pocketsphinx/test/data/librivox';
/** The recogniser without the limits that it is given, which it takes once only. */
const UNLIMITED = `#!/bin/sh
left=$#
while [ $left -gt 0 ]; do
  case $1 in
    -maxhmmpf | -maxwpf) shift 2; left=$((left - 2)) ;;
    *) set -- "$@" "$1"; shift; left=$((left - 1)) ;;
  esac
done
exec ${DEBIAN_POCKETSPHINX.program} "$@"
`;

interface Speech {
  name: string;
  files: string[];
  truth: string;
}

/** The offline recogniser as it is run, beside itself following every guess: its time and its wrong words. */
export async function speech(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'firelane-bench-'));
  try {
    const unlimited = join(directory, 'unlimited');
    await writeFile(unlimited, UNLIMITED);
    await chmod(unlimited, 0o755);
    const rows: string[][] = [];
    for (const spoken of await speeches()) {
      for (const [how, program] of [
        ['every guess', unlimited],
        ['the likeliest', DEBIAN_POCKETSPHINX.program],
      ] as const) {
        rows.push([spoken.name, how, ...(await heard(spoken, program))]);
      }
    }
    printTable(
      'The offline recogniser: one core, one segment after another',
      ['recording', 'follows', 's a second of sound', 'word error rate'],
      rows,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function speeches(): Promise<Speech[]> {
  const sample: Speech = {
    name: 'the bundled sample (synthetic voices)',
    files: [`${SAMPLE}.mp3`],
    truth: await readFile(`${SAMPLE}.txt`, 'utf8'),
  };
  if (!existsSync(READ_ALOUD)) return [sample];
  const lines = (await readFile(join(READ_ALOUD, 'transcription'), 'utf8')).trim().split('\n');
  const sentences = lines.map((line) => /^<s> (.*) <\/s> \((.*)\)$/.exec(line) ?? []);
  return [
    sample,
    {
      name: 'a novel, read aloud',
      files: sentences.map(([, , name]) => join(READ_ALOUD, `${name}.wav`)),
      truth: sentences.map(([, words]) => words).join(' '),
    },
  ];
}

async function heard({ files, truth }: Speech, program: string): Promise<string[]> {
  const engine = localSpeechEngine({ ...DEBIAN_POCKETSPHINX, program });
  const { signal } = new AbortController();
  const texts: string[] = [];
  let seconds = 0;
  let took = 0;
  for (const file of files) {
    const recording = await decodeMedia(createReadStream(file), { signal });
    for (const span of segmentRecording(recording)) {
      const segment = await readSegment(recording, span);
      const started = performance.now();
      texts.push((await engine.transcribe(segment, { signal })).text);
      took += performance.now() - started;
      seconds += segment.end - segment.start;
    }
    await recording.close();
  }
  return [(took / 1_000 / seconds).toFixed(2), wordErrorRate(truth, texts.join(' ')).toFixed(3)];
}
