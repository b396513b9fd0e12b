import type { Link, Nodes, PhrasingContent, Root, Text } from 'mdast';

/** The address that a citation's marker gets; no document of ours has an anchor of this name. */
export const CITATION_PREFIX = '#citation-';

const MARKER = /\[(\d{1,3})\]/gu;

function split(node: Text): PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let at = 0;
  for (const match of node.value.matchAll(MARKER)) {
    if (match.index > at) parts.push({ type: 'text', value: node.value.slice(at, match.index) });
    const link: Link = {
      type: 'link',
      url: `${CITATION_PREFIX}${match[1]}`,
      children: [{ type: 'text', value: match[0] }],
    };
    parts.push(link);
    at = match.index + match[0].length;
  }
  if (at < node.value.length) parts.push({ type: 'text', value: node.value.slice(at) });
  return parts;
}

function markCitations(node: Nodes): void {
  if (!('children' in node) || node.type === 'link' || node.type === 'linkReference') return;
  const children: Nodes[] = node.children;
  const marked = children.flatMap((child): Nodes[] => {
    if (child.type === 'text') return split(child);
    markCitations(child);
    return [child];
  });
  // Phrasing stands for phrasing: whatever parent took the text takes the links as well.
  node.children = marked as typeof node.children;
}

/** Turns markers like [2] in running text (not in code, not in links) into links that a renderer can tell. */
export function remarkCitations() {
  return (root: Root) => markCitations(root);
}
