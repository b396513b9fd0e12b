import { openaiChat } from './openai-chat';
import { modelIn, type WireFormat } from './wire-format';

/** `POST …/audio/transcriptions`, a multipart form: OpenAI, Groq, whisper.cpp and the like. Never streams. */
export const transcription: WireFormat = {
  handles: (path) => path.endsWith('/audio/transcriptions'),
  model: ({ body }) => modelIn(body),
  streams: () => false,
  answer: (_, { text }) => ({ text }),
  open: () => [],
  piece: () => '',
  close: () => [],
  error: (refusal) => openaiChat.error(refusal),
  streamError: () => '',
};
