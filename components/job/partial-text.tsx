import { Title } from '@mantine/core';

import { Markdown } from '@/components/markdown/markdown';

import classes from './job.module.css';

/** What a job has so far. Growing text is not announced: it would interrupt with every word. */
export function PartialText({
  text,
  live,
  markdown,
}: {
  text: string;
  live: boolean;
  markdown: boolean;
}) {
  return (
    <section aria-label="So far" className={classes.partial} data-live={live}>
      <Title order={2} size="h5" c="dimmed" mb="xs">
        {live ? 'So far' : 'What it had when it stopped'}
      </Title>
      {markdown ? <Markdown text={text} /> : <p className={classes.partialWords}>{text}</p>}
    </section>
  );
}
