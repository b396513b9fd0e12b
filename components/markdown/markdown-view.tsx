import { VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

import { CITATION_PREFIX, remarkCitations } from './citations';
import type { MarkdownProps } from './markdown';

const PLUGINS = [remarkGfm];
const PLUGINS_WITH_CITATIONS = [remarkGfm, remarkCitations];

/** The page and the panel have their own headings: a model's start below them. */
const HEADINGS: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
};

function componentsFor(citation: MarkdownProps['citation']): Components {
  return {
    ...HEADINGS,
    // An image's address would tell its server who reads this, and when.
    img: ({ alt }) => <span>{alt}</span>,
    a: ({ href, children }) => {
      if (citation && href?.startsWith(CITATION_PREFIX)) {
        return citation(Number(href.slice(CITATION_PREFIX.length)));
      }
      return (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow">
          {children}
          <VisuallyHidden> (opens in a new tab)</VisuallyHidden>
        </a>
      );
    },
    table: ({ children }) => (
      <div role="group" aria-label="Table" tabIndex={0} data-scroll>
        <table>{children}</table>
      </div>
    ),
  };
}

/** The heavy half of Markdown, loaded when the first text is shown. */
export function MarkdownView({ text, citation }: MarkdownProps) {
  const components = useMemo(() => componentsFor(citation), [citation]);
  return (
    <ReactMarkdown
      remarkPlugins={citation ? PLUGINS_WITH_CITATIONS : PLUGINS}
      components={components}
    >
      {text}
    </ReactMarkdown>
  );
}
