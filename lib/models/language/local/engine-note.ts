import type { Engine } from '../../../jobs/kinds/engine';
import { LOCAL_LANGUAGE_MODEL } from '../../providers/env';

const NOTE =
  'Made without a language model: these sentences are taken from the source word for word. For written answers, whoever runs this site can configure a model provider.';

/** The local engine, as every result of it says. */
export const LOCAL_TEXT_ENGINE: Engine = {
  provider: 'local',
  model: LOCAL_LANGUAGE_MODEL,
  local: true,
  note: NOTE,
};
