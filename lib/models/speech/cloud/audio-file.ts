import { APICallError } from 'ai';

import type { Word } from '../../../jobs/kinds/transcription';
import { classifyProviderError, providerFailure } from '../../classify/classify';
import { createDeadline } from '../../language/deadline';
import type { TranscriptionEndpoint } from '../../providers/provider';
import type { SpeechResult, SpeechSegment } from '../engine';
import type { Hearing } from './hearing';
import { languageTag } from './language-tag';
import { plausibleText } from './plausible';
import { readVerboseJson } from './verbose-json';

/**
 * Speech by an `/audio/transcriptions` endpoint. By plain fetch: the SDK's transcription model insists on
 * fields that only OpenAI's own server sends (whisper.cpp has no `seek`), takes silence for an error, and keeps
 * the words' times to itself.
 */
export async function hearWithEndpoint(
  { title, audio, options, callTimeoutMs, now }: Hearing,
  endpoint: TranscriptionEndpoint,
): Promise<SpeechResult> {
  const deadline = createDeadline(options.signal, callTimeoutMs);
  const duration = audio.end - audio.start;
  try {
    const body = await send(
      endpoint,
      formOf(endpoint.model, audio, options.language),
      deadline.signal,
    );
    const heard = readVerboseJson(body);
    if (!heard) throw providerFailure('provider_nonsense', title);
    const text = plausibleText(heard.text, duration, title);
    return {
      text,
      language: text === '' ? null : languageTag(heard.language),
      words: text === '' ? [] : timesWithin(heard.words, duration),
      usage: heard.usage,
    };
  } catch (error) {
    options.signal.throwIfAborted();
    if (deadline.passed()) throw providerFailure('provider_timeout', title);
    throw classifyProviderError(error, { provider: title, now: now() });
  } finally {
    deadline.clear();
  }
}

/** @throws what `classifyProviderError` can read */
async function send(
  { url, key }: TranscriptionEndpoint,
  form: FormData,
  signal: AbortSignal,
): Promise<unknown> {
  const headers: Record<string, string> = key === '' ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(url, { method: 'POST', headers, body: form, signal });
  const text = await response.text();
  if (response.ok) return parsed(text);
  throw new APICallError({
    message: 'refused',
    url,
    requestBodyValues: undefined,
    statusCode: response.status,
    responseHeaders: Object.fromEntries(response.headers),
    responseBody: text,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function formOf(model: string, audio: SpeechSegment, language: string | undefined): FormData {
  // OpenAI's own newer models know neither times nor the format that has them.
  const timed = !/^gpt-(?:.*-)?transcribe/.test(model);
  const form = new FormData();
  form.append('file', new Blob([audio.wav() as BlobPart], { type: 'audio/wav' }), 'audio.wav');
  form.append('model', model);
  form.append('temperature', '0');
  form.append('response_format', timed ? 'verbose_json' : 'json');
  if (timed) {
    form.append('timestamp_granularities[]', 'word');
    form.append('timestamp_granularities[]', 'segment');
  }
  // These endpoints take ISO 639-1, not BCP 47.
  if (language !== undefined) form.append('language', language.split('-')[0] ?? language);
  return form;
}

/** A fifth of impossible times, and none of them is to be trusted. */
const MOST_BAD_TIMES = 0.2;
/** Engines round up at the end. Seconds. */
const SLACK = 0.5;

/** Words whose times are within the segment and in order; none at all when too many are not. */
function timesWithin(words: readonly Word[], duration: number): Word[] {
  const good: Word[] = [];
  let last = 0;
  for (const word of words) {
    if (word.text === '' || word.start < last - 0.05 || word.end < word.start) continue;
    if (word.end > duration + SLACK) continue;
    last = Math.min(Math.max(word.start, last), duration);
    good.push({ ...word, start: last, end: Math.min(Math.max(word.end, last), duration) });
  }
  return good.length >= words.length * (1 - MOST_BAD_TIMES) ? good : [];
}
