import type { TextEngine } from '../../models/language/text-engine';

/** What the text jobs need. */
export interface TextServices {
  text: TextEngine;
}
