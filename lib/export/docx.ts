import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';

import { oneLine } from './one-line';
import { clockTime } from './timestamp';
import type { TranscriptDocument } from './transcript-document';
import { printable } from './xml-text';

const GREY = '666666';

function facts(document: TranscriptDocument): string {
  const { provider, model } = document.engine;
  return [
    document.createdAt.slice(0, 10),
    clockTime(document.duration),
    ...(document.language === null ? [] : [document.language]),
    `${provider} ${model}`,
  ].join(' · ');
}

function paragraphs(document: TranscriptDocument): Paragraph[] {
  return document.segments.flatMap((segment) => {
    const text = printable(oneLine(segment.text));
    if (text === '') return [];
    const time = new TextRun({ text: `${clockTime(segment.start)}\t`, color: GREY, size: 18 });
    return [new Paragraph({ spacing: { after: 160 }, children: [time, new TextRun(text)] })];
  });
}

/** The transcript as a Word document: title, what made it, and a paragraph with its time a segment. */
export function toDocx(document: TranscriptDocument): Promise<Blob> {
  const title = printable(oneLine(document.title));
  const file = new Document({
    title,
    creator: 'Firelane',
    sections: [
      {
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
          new Paragraph({
            spacing: { after: 320 },
            children: [new TextRun({ text: printable(facts(document)), color: GREY, size: 18 })],
          }),
          ...paragraphs(document),
        ],
      },
    ],
  });
  return Packer.toBlob(file);
}
