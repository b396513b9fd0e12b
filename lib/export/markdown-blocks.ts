import { HeadingLevel, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import type { List, RootContent, Table as MarkdownTable } from 'mdast';

import { renderInline } from './markdown-inline';
import { printable } from './xml-text';

/** The name of the document's one numbering; each list is an instance of it, so each counts from 1. */
export const NUMBERED = 'numbered';

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const;

const SPACING = { after: 160 };

type Block = Paragraph | Table;

interface Place {
  /** How many lists are around. */
  level: number;
  quoted: boolean;
  nextList: { value: number };
}

function renderList(list: List, place: Place): Block[] {
  const level = Math.min(place.level, 5);
  const instance = (place.nextList.value += 1);
  return list.children.flatMap((item) =>
    item.children.flatMap((child, index): Block[] => {
      if (child.type === 'list') return renderList(child, { ...place, level: place.level + 1 });
      if (child.type !== 'paragraph' || index > 0) return renderBlock(child, place);
      const mark = item.checked === true ? '☑ ' : item.checked === false ? '☐ ' : '';
      return [
        new Paragraph({
          children: [
            ...(mark === '' ? [] : [new TextRun(mark)]),
            ...renderInline(child.children, {}),
          ],
          ...(list.ordered
            ? { numbering: { reference: NUMBERED, level, instance } }
            : { bullet: { level } }),
        }),
      ];
    }),
  );
}

function renderTable(table: MarkdownTable): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: table.children.map(
      (row, index) =>
        new TableRow({
          tableHeader: index === 0,
          children: row.children.map(
            (cell) =>
              new TableCell({
                children: [
                  new Paragraph({ children: renderInline(cell.children, { bold: index === 0 }) }),
                ],
              }),
          ),
        }),
    ),
  });
}

function renderBlock(node: RootContent, place: Place): Block[] {
  const indent = place.quoted ? { indent: { left: 480 } } : {};
  switch (node.type) {
    case 'heading': {
      const heading = HEADINGS[node.depth - 1] ?? HeadingLevel.HEADING_6;
      return [new Paragraph({ heading, children: renderInline(node.children, {}) })];
    }
    case 'paragraph':
      return [
        new Paragraph({
          ...indent,
          spacing: SPACING,
          children: renderInline(node.children, place.quoted ? { italics: true } : {}),
        }),
      ];
    case 'list':
      return renderList(node, place);
    case 'blockquote':
      return node.children.flatMap((child) => renderBlock(child, { ...place, quoted: true }));
    case 'table':
      return [renderTable(node), new Paragraph('')];
    case 'code':
      return node.value.split('\n').map(
        (line) =>
          new Paragraph({
            children: [new TextRun({ text: printable(line), font: 'Courier New' })],
          }),
      );
    case 'thematicBreak':
      return [new Paragraph({ thematicBreak: true })];
    default:
      return [];
  }
}

/** Blocks of Markdown as Word's paragraphs and tables. */
export function renderBlocks(nodes: readonly RootContent[]): Block[] {
  const place: Place = { level: 0, quoted: false, nextList: { value: 0 } };
  return nodes.flatMap((node) => renderBlock(node, place));
}
