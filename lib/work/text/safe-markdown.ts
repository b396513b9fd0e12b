/** A link without brackets in its text, or the middle of any other: `](`. Linear: every part is bounded. */
const LINK = /\[([^[\]\n]{0,300})\]\(\s{0,3}<?([^()<>\s]{0,2000})>?(?:\s[^()\n]{0,300})?\)|\]\(/g;
const ANGLE_LINK = /<(https?:[^<>\s]{1,2000})>/gi;
/** `[name]: address`, where a link by reference gets its address from. */
const DEFINITION = /^(?:[^\S\n]|[>*+-]){0,12}\[[^\]\n]{1,300}\]:[^\n]*$/gm;

/**
 * A model's Markdown without what a hostile source could have talked it into: pictures, which a browser loads
 * by itself and so tells a stranger who reads; and links to addresses that the source does not have.
 * (HTML is not rendered at all.)
 */
export function safeMarkdown(markdown: string, inSource: (url: string) => boolean): string {
  return withoutPictures(markdown)
    .replaceAll(DEFINITION, '')
    .replaceAll(LINK, (link: string, text?: string, url?: string) => {
      if (text === undefined || url === undefined) return '] (';
      return inSource(url) ? link : text;
    })
    .replaceAll(ANGLE_LINK, (link: string, url: string) => (inSource(url) ? link : ''))
    .trim();
}

/** A picture is a link after an exclamation mark; without the mark it is only a link. */
function withoutPictures(markdown: string): string {
  const parts = markdown.split('[');
  const last = parts.length - 1;
  return parts.map((part, at) => (at === last ? part : withoutMarks(part))).join('[');
}

function withoutMarks(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '!') end -= 1;
  return text.slice(0, end);
}
