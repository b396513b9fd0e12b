/**
 * A model's Markdown without what a hostile source could have talked it into: pictures, which a browser loads
 * by itself and so tells a stranger who reads; and links to addresses that the source does not have.
 * (HTML is not rendered at all.)
 */
export function safeMarkdown(markdown: string, source: (url: string) => boolean): string {
  return markdown
    .replaceAll(/!+(?=\[)/g, '')
    .replaceAll(/^[^\S\n]{0,3}\[[^\]\n]+\]:[^\S\n]*\S+.*$/gm, '')
    .replaceAll(
      /\[([^\]\n]*)\]\(\s*<?([^)\s>]*)>?[^)\n]*\)/g,
      (link: string, text: string, url: string) => (source(url) ? link : text),
    )
    .replaceAll(/<(https?:[^>\s]+)>/gi, (link: string, url: string) => (source(url) ? link : ''))
    .trim();
}
