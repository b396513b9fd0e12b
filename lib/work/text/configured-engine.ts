import { createLanguageModels, type ModelSurroundings } from '../../models/language/chain';
import { localTextEngine } from '../../models/language/local/local-text-engine';
import type { TextEngine } from '../../models/language/text-engine';
import type { ModelsConfig } from '../../models/providers/config';
import { withLocalFallback } from './fallback-engine';
import { createWrittenEngine } from './written-engine';

/**
 * The text engine of a configuration: its language models down to `local`, which never fails and so ends the
 * chain wherever it stands.
 */
export function createTextEngine(
  config: ModelsConfig,
  surroundings: Partial<ModelSurroundings> = {},
): TextEngine {
  const local = config.language.findIndex((ref) => ref.provider === 'local');
  const language = local === -1 ? config.language : config.language.slice(0, local);
  if (language.length === 0) return localTextEngine;
  const written = createWrittenEngine(createLanguageModels({ ...config, language }, surroundings));
  return local === -1 ? written : withLocalFallback(written, surroundings.now);
}
