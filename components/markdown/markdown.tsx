'use client';

import { lazy, type ReactNode, Suspense } from 'react';

import classes from './markdown.module.css';

const load = () => import('./markdown-view').then((module) => ({ default: module.MarkdownView }));
const MarkdownView = lazy(load);

/** Fetches the renderer before the first text is there, so that nobody sees it unset. */
export function preloadMarkdown(): void {
  // What fails here is tried again, and reported, when a text is drawn.
  load().catch(() => undefined);
}

export interface MarkdownProps {
  text: string;
  /** Draws a marker like [2]; absent: markers stay text. */
  citation?: ((number: number) => ReactNode) | undefined;
}

/** A model's Markdown, set for reading. It is hostile: no HTML, no images, no address but web and mail ones. */
export function Markdown({ text, citation }: MarkdownProps) {
  return (
    <div className={classes.markdown}>
      <Suspense fallback={<p className={classes.plain}>{text}</p>}>
        <MarkdownView text={text} citation={citation} />
      </Suspense>
    </div>
  );
}
