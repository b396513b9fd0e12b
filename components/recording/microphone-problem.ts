export type ProblemCode =
  'denied' | 'blocked_by_page' | 'no_device' | 'in_use' | 'insecure' | 'unsupported' | 'failed';

/** Why nothing can be recorded: a headline, what to do about it, and whether asking again can help. */
export interface MicrophoneProblem {
  code: ProblemCode;
  title: string;
  advice: string;
  retryable: boolean;
}

const PROBLEMS: Record<ProblemCode, Omit<MicrophoneProblem, 'code'>> = {
  denied: {
    title: 'The microphone is blocked for this site',
    advice:
      'Open the site settings beside the address (the lock or slider icon), allow the microphone, then try again. On a phone it may also be blocked for the whole browser in the system settings.',
    retryable: true,
  },
  blocked_by_page: {
    title: 'This page may not use the microphone here',
    advice:
      'It is embedded in another page that does not pass the microphone on. Open it in its own tab.',
    retryable: false,
  },
  no_device: {
    title: 'No microphone was found',
    advice:
      'Plug one in, or connect your headset, then try again. You can also upload a recording made elsewhere.',
    retryable: true,
  },
  in_use: {
    title: 'The microphone does not answer',
    advice:
      'Another program may be using it. Close calls and other recorders, or choose another microphone, then try again.',
    retryable: true,
  },
  insecure: {
    title: 'Recording needs a secure connection',
    advice:
      'Browsers give the microphone only to pages opened with https:// (or on this very computer). Open this page with https://, or upload a recording.',
    retryable: false,
  },
  unsupported: {
    title: 'This browser cannot record',
    advice:
      'Use a current Chrome, Edge, Firefox or Safari, or record with your phone’s own recorder and upload the file here.',
    retryable: false,
  },
  failed: {
    title: 'Recording could not begin',
    advice: 'Try again. If it stays like this, unplug the microphone or restart the browser.',
    retryable: true,
  },
};

/** The words for one kind of failure. */
export function problemOf(code: ProblemCode): MicrophoneProblem {
  return { code, ...PROBLEMS[code] };
}

/** What an error of `getUserMedia` or of the recorder's start means, by the error's name. */
export function problemFromError(error: unknown): MicrophoneProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'PermissionDeniedError':
      return problemOf('denied');
    case 'SecurityError':
      return problemOf('blocked_by_page');
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return problemOf('no_device');
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return problemOf('in_use');
    case 'NotSupportedError':
      return problemOf('unsupported');
    default:
      return problemOf('failed');
  }
}

/** What the browser lacks before a person is even asked; null when it can record. */
export function missingAbility(browser: {
  secure: boolean;
  microphone: boolean;
  mimeType: string | null;
}): MicrophoneProblem | null {
  if (!browser.secure) return problemOf('insecure');
  if (!browser.microphone || browser.mimeType === null) return problemOf('unsupported');
  return null;
}
