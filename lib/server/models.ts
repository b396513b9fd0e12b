import type { TextEngine } from '../models/language/text-engine';
import type { ModelsConfig } from '../models/providers/config';
import { titleOfProvider } from '../models/providers/name';
import type { SpeechChain } from '../models/speech/chain';
import { createSpeechChain } from '../models/speech/configured-speech';
import type { Engine } from '../queue/engine';
import { ProviderGate } from '../queue/providers/provider-gate';
import { SharedAnswers } from '../queue/providers/shared-answers';
import { createTextEngine } from '../work/text/configured-engine';

/** The engines that the configuration names, and the gate through which they call their providers. */
export interface Models {
  language: TextEngine;
  speech: SpeechChain;
  gate: ProviderGate;
}

/** @param serverId names this process where servers share something: who probes, who holds permits */
export function openModels(config: ModelsConfig, engine: Engine, serverId: string): Models {
  const gate = new ProviderGate(engine, { serverId, titleOf: titleOfProvider });
  const cache = new SharedAnswers(engine);
  return {
    language: createTextEngine(config, { gate, cache }),
    speech: createSpeechChain(config, { gate }),
    gate,
  };
}
