import type { InputOf } from '@/lib/jobs/registry';

/** What a person chose for a recording's transcription. */
export interface SendOptions {
  /** BCP 47; null to have it detected. */
  language: string | null;
  engine: 'auto' | 'local' | 'cloud';
  /** Keep the sound after it was transcribed, for playback. */
  keepMedia: boolean;
}

export const DEFAULT_OPTIONS: SendOptions = { language: null, engine: 'auto', keepMedia: true };

const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Reads options that a former version, or a person, left in the browser's storage. Never throws. */
export function parseOptions(text: string | null | undefined): SendOptions {
  const found = readObject(text);
  const { language, engine, keepMedia } = found;
  return {
    language: typeof language === 'string' && LANGUAGE.test(language) ? language : null,
    engine: engine === 'local' || engine === 'cloud' ? engine : DEFAULT_OPTIONS.engine,
    keepMedia: typeof keepMedia === 'boolean' ? keepMedia : DEFAULT_OPTIONS.keepMedia,
  };
}

function readObject(text: string | null | undefined): Record<string, unknown> {
  if (text === null || text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const MAX_NAME_LENGTH = 200;

/** The body of the job that transcribes an uploaded item. */
export function transcriptionInput(item: {
  mediaId: string;
  name: string;
  options: SendOptions;
}): InputOf<'transcription'> {
  const { language, engine, keepMedia } = item.options;
  return {
    mediaId: item.mediaId,
    fileName: item.name.trim().slice(0, MAX_NAME_LENGTH).trim() || 'Recording',
    engine,
    keepMedia,
    ...(language === null ? {} : { language }),
  };
}
