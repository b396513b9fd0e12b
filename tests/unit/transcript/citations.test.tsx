import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';

import { MarkdownView } from '@/components/markdown/markdown-view';

function html(text: string, cited = true): string {
  const citation = cited ? (number: number) => <button>{number}</button> : undefined;
  return renderToStaticMarkup(
    <MantineProvider>
      <MarkdownView text={text} citation={citation} />
    </MantineProvider>,
  ).replace(/<style[^>]*>[\s\S]*?<\/style>/gu, '');
}

describe('citations in an answer', () => {
  it('become what draws them, in running text and emphasis', () => {
    const drawn = html('It is **May [1]**, she said [2][12].');
    expect(drawn.match(/<button>\d+<\/button>/gu)).toEqual([
      '<button>1</button>',
      '<button>2</button>',
      '<button>12</button>',
    ]);
  });

  it('stay text in code, and where nothing draws them', () => {
    expect(html('`list[1]`')).not.toContain('<button>');
    expect(html('see [1]', false)).toContain('see [1]');
  });
});

describe('hostile Markdown', () => {
  it('has no HTML, no image and no script address', () => {
    const drawn = html(
      '<img src=x onerror=alert(1)> ![pixel](https://evil.example/p.gif) [run](javascript:alert(1)) <b>bold</b>',
    );
    expect(drawn).not.toMatch(/<img|<b>|javascript:|evil\.example/u);
    expect(drawn).toContain('pixel');
  });

  it('gives links no way back and no credit', () => {
    expect(html('[site](https://example.com)')).toContain('rel="noopener noreferrer nofollow"');
  });

  it('starts its headings below the page’s own', () => {
    expect(html('# Title')).toContain('<h3>Title</h3>');
  });
});
