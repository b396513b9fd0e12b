import { JobError } from '../../jobs/error';
import type { VoiceFrames } from '../segments/plan-segments';
import { ACCEPTED_FORMATS } from '../sniff';

export const emptyMedia = () =>
  new JobError(
    'invalid_input',
    'empty_media',
    'The file is empty. Record or choose it again, and upload it once more.',
  );

export const unsupportedMedia = () =>
  new JobError(
    'invalid_input',
    'unsupported_media',
    `The file is neither sound nor video that can be read here. Use ${ACCEPTED_FORMATS}.`,
  );

export const mediaTooLarge = (maxBytes: number) =>
  new JobError(
    'invalid_input',
    'media_too_large',
    `The file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB. Upload only its sound, or split it.`,
  );

export const audioTooLong = (maxSeconds: number) =>
  new JobError(
    'invalid_input',
    'audio_too_long',
    `The recording is longer than ${spoken(maxSeconds)}. Split it and upload the parts.`,
  );

export const decodeTimeout = (limitMs: number) =>
  new JobError(
    'timeout',
    'decode_timeout',
    `The file could not be read within ${spoken(limitMs / 1000)}. Save it as MP3 or WAV and try again.`,
  );

export const silentAudio = () =>
  new JobError(
    'invalid_input',
    'silent_audio',
    'The recording is silent. Check that the right microphone was chosen and not muted, and record again.',
  );

export const noSpeech = () =>
  new JobError(
    'invalid_input',
    'no_speech',
    'Nobody was heard speaking in this recording. If somebody does, record closer to the microphone.',
  );

const brokenMedia = () =>
  new JobError(
    'invalid_input',
    'broken_media',
    'The file is damaged and nothing of it can be read. Export or record it again.',
  );

/** What one run of ffmpeg left behind. */
export interface DecodeRun {
  /** ffmpeg's exit code. */
  code: number;
  /** Bytes of PCM that it wrote. */
  bytes: number;
  memoryRefused: boolean;
  /** Its last messages. */
  log: string[];
  frames: VoiceFrames;
}

/** Why a run gave no sound, from what ffmpeg said. */
export function decodeFailure(run: DecodeRun): JobError {
  const said = run.log.join('\n');
  if (run.memoryRefused || /cannot allocate memory/i.test(said)) {
    return new JobError(
      'invalid_input',
      'media_too_complex',
      'The file needs more memory to read than one recording may take. Save it as MP3 or WAV.',
    );
  }
  if (/matches no streams|does not contain any stream/i.test(said)) {
    return new JobError(
      'invalid_input',
      'no_audio_track',
      'The file has no sound in it. Choose one with an audio track.',
    );
  }
  if (/decoder .*not found|could not find codec parameters.*audio/i.test(said)) {
    return new JobError(
      'invalid_input',
      'unsupported_codec',
      'The sound in the file is in a form that cannot be read here. Save it as MP3 or WAV.',
    );
  }
  return brokenMedia();
}

function spoken(seconds: number): string {
  if (seconds < 100) return `${Math.max(1, Math.round(seconds))} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 6) / 10} hours`;
}
