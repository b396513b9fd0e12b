import { ExternalHyperlink, TextRun } from 'docx';
import type { PhrasingContent } from 'mdast';

import { printable } from './xml-text';

interface Style {
  bold?: boolean;
  italics?: boolean;
  strike?: boolean;
}

type Inline = TextRun | ExternalHyperlink;

const SAFE_LINK = /^(https?:|mailto:)/iu;

/** Text within a block of Markdown as Word's runs. A link keeps its address only when it is a web or mail one. */
export function renderInline(nodes: readonly PhrasingContent[], style: Style): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return [new TextRun({ ...style, text: printable(node.value) })];
      case 'strong':
        return renderInline(node.children, { ...style, bold: true });
      case 'emphasis':
        return renderInline(node.children, { ...style, italics: true });
      case 'delete':
        return renderInline(node.children, { ...style, strike: true });
      case 'inlineCode':
        return [new TextRun({ ...style, text: printable(node.value), font: 'Courier New' })];
      case 'break':
        return [new TextRun({ break: 1 })];
      case 'link': {
        const children = renderInline(node.children, style);
        if (!SAFE_LINK.test(node.url)) return children;
        return [new ExternalHyperlink({ link: printable(node.url), children })];
      }
      case 'image':
        return [new TextRun({ ...style, text: printable(node.alt ?? '') })];
      default:
        return [];
    }
  });
}
