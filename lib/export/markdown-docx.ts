import { AlignmentType, Document, LevelFormat, Packer } from 'docx';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

import { NUMBERED, renderBlocks } from './markdown-blocks';
import { printable } from './xml-text';

/** Markdown as a Word document. Raw HTML in it is dropped: it came from a model. */
export function markdownToDocx(title: string, markdown: string): Promise<Blob> {
  const root = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const levels = Array.from({ length: 6 }, (_, level) => ({
    level,
    format: LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } },
  }));
  const file = new Document({
    title: printable(title),
    creator: 'Firelane',
    numbering: { config: [{ reference: NUMBERED, levels }] },
    sections: [{ children: renderBlocks(root.children) }],
  });
  return Packer.toBlob(file);
}
