/** What the server is told to do with a call. */
export type Reply =
  /** The answer; over a stream, a few words at a time. */
  | { do: 'answer'; text: string; usage?: { input: number; output: number } }
  /** What a transcription endpoint heard. */
  | { do: 'transcribe'; transcript: Transcript }
  /** A refusal in the wire format's own words. */
  | {
      do: 'refuse';
      status: number;
      message?: string;
      code?: string;
      headers?: Record<string, string>;
      retryDelay?: string;
    }
  /** A refusal with exactly this body. */
  | { do: 'body'; status: number; body: string; headers?: Record<string, string> }
  /** Accepts the call and never answers. */
  | { do: 'hang' }
  /** Accepts the call and answers when somebody lets it. */
  | { do: 'hold'; until: Promise<void>; then: Reply }
  /** Streams so many pieces, then resets the connection (`reset`), ends as if that was all (`end`), or says nothing more (`stall`). */
  | { do: 'cut'; text: string; after: number; how: 'reset' | 'end' | 'stall' }
  /** Streams so many pieces, then an error inside the stream. */
  | {
      do: 'stream_error';
      text: string;
      after: number;
      status: number;
      message: string;
      code?: string;
    }
  /** Answers 200 with something that is not the wire format. */
  | { do: 'nonsense'; body?: string }
  /** Stops with the format's word for "the content was blocked". */
  | { do: 'block' };

interface Transcript {
  text: string;
  language?: string;
  duration?: number;
  segments?: { start: number; end: number; text: string }[];
  words?: { word: string; start: number; end: number }[];
}

/** A call as it arrived. */
export interface ReceivedRequest {
  /** The first part of the path: `google`, `openai`, … */
  provider: string;
  path: string;
  key: string;
  headers: Record<string, string>;
  /** Parsed JSON, or the fields of a form. */
  body: Record<string, unknown>;
  model: string;
  stream: boolean;
}

export interface Rule {
  provider?: string;
  model?: string;
  key?: string;
  /** How many calls it takes; all when absent. */
  times?: number;
  reply: Reply | ((request: ReceivedRequest) => Reply);
}
