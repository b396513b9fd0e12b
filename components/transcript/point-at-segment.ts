/** Marks one segment as the one that is spoken of; null unmarks. In the document directly: rows stay undrawn. */
export function pointAtSegment(segment: number | null): void {
  for (const old of document.querySelectorAll('[data-cited]')) old.removeAttribute('data-cited');
  if (segment === null) return;
  document.getElementById(`segment-${segment}`)?.setAttribute('data-cited', '');
}
