/** Text on one line: a line end or a blank line inside a caption would end it early. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
