import { readFile } from 'node:fs/promises';

import type { JobView } from '../../lib/http/schemas/job-view-schema';
import type { OutputOf } from '../../lib/jobs/registry';
import type { ApiClient } from './api-client';
import { wordErrorRate } from './word-error-rate';

const NAME = 'weekly-planning-meeting';

export interface SampleResult {
  sample: string;
  transcript: string;
  summary: string;
  /** Against the sample's true words: 0.05 is one wrong word in twenty. */
  wordErrorRate: number;
  engines: {
    transcription: OutputOf<'transcription'>['engine'];
    summary: OutputOf<'summary'>['engine'];
  };
  jobs: { transcription: string; summary: string };
  timings: { uploadMs: number; transcriptionMs: number; summaryMs: number };
}

/** Sends the bundled recording through the API, down to its summary. */
export async function runSample(
  api: ApiClient,
  onChange: (view: JobView) => void,
): Promise<SampleResult> {
  const fileName = `${NAME}.mp3`;
  const [bytes, truth] = await Promise.all([
    readFile(`samples/${fileName}`),
    readFile(`samples/${NAME}.txt`, 'utf8'),
  ]);
  const started = performance.now();
  const mediaId = await api.upload({ name: fileName, type: 'audio/mpeg', bytes });

  const uploaded = performance.now();
  const { id } = await api.submit('transcription', { mediaId, fileName, keepMedia: true });
  const { output: transcription } = await api.follow<'transcription'>(id, onChange);

  const transcribed = performance.now();
  const summaryJob = await api.submit('summary', { transcriptionId: id, style: 'brief' });
  const { output: summary } = await api.follow<'summary'>(summaryJob.id, onChange);

  return {
    sample: fileName,
    transcript: transcription.text,
    summary: summary.markdown,
    wordErrorRate: Number(wordErrorRate(truth, transcription.text).toFixed(3)),
    engines: { transcription: transcription.engine, summary: summary.engine },
    jobs: { transcription: id, summary: summaryJob.id },
    timings: {
      uploadMs: Math.round(uploaded - started),
      transcriptionMs: Math.round(transcribed - uploaded),
      summaryMs: Math.round(performance.now() - transcribed),
    },
  };
}
