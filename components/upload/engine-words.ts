import type { SendOptions } from '@/lib/outbox/send-options';

/** A speech engine as `GET /api/models` answers it. */
export interface SpeechEngine {
  provider: string;
  model: string;
  local: boolean;
  note: string | null;
}

export interface EngineChoice {
  value: SendOptions['engine'];
  label: string;
  /** What happens to the recording, plainly. */
  words: string;
  disabled: boolean;
}

const PROVIDERS: Record<string, string> = {
  google: 'Google (Gemini)',
  openai: 'OpenAI',
  azure: 'Microsoft Azure',
  xai: 'xAI',
  deepseek: 'DeepSeek',
  'openai-compatible': 'the speech server that this site set up',
};

/**
 * The choices with their privacy words, by what is configured in order of preference. Null when that is not
 * known (yet): the words then promise nothing about a provider.
 */
export function engineChoices(engines: readonly SpeechEngine[] | null): EngineChoice[] {
  const local = engines?.find((engine) => engine.local);
  const cloud = engines?.find((engine) => !engine.local);
  const who = cloud === undefined ? 'a provider' : (PROVIDERS[cloud.provider] ?? cloud.provider);
  const known = engines !== null;
  return [
    { value: 'auto', label: 'Automatic', words: autoWords(known, cloud, who), disabled: false },
    {
      value: 'local',
      label: 'Private',
      words:
        known && local === undefined
          ? 'No engine is set up on this server.'
          : 'Transcribed on this server; no other company gets it. English, and less accurate.',
      disabled: known && local === undefined,
    },
    {
      value: 'cloud',
      label: 'Cloud',
      words:
        known && cloud === undefined
          ? 'No provider is set up on this server.'
          : `Sent to ${who} to be transcribed. The most accurate.`,
      disabled: known && cloud === undefined,
    },
  ];
}

function autoWords(known: boolean, cloud: SpeechEngine | undefined, who: string): string {
  if (!known) return 'The best engine that is available. It may be a provider outside this server.';
  return cloud === undefined
    ? 'The best that is set up: here the engine on this server, so no other company gets it.'
    : `The best that is available: here ${who} gets the recording, and this server’s own engine steps in if that fails.`;
}
