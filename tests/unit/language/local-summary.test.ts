import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SUMMARY_STYLES } from '@/lib/jobs/kinds/summary';
import { analyse } from '@/lib/models/language/local/analysis';
import { extractSummary } from '@/lib/models/language/local/summary';
import { bare, MEETING, SPOKEN, spokenSource, textSource } from './meeting';

const written = await analyse(textSource(MEETING));
const spoken = await analyse(spokenSource(SPOKEN));
const lines = (markdown: string) => markdown.split('\n').filter((line) => line !== '');

/** What a line quotes, without marker, speaker, time and the sign of a cut. */
function quoteIn(line: string): string {
  return bare(
    line
      .replace(/^- (?:\[ \] )?/, '')
      .replaceAll(/\*\*\w+:\*\* /g, '')
      .replace(/ \((?:\d+:)?\d+:\d\d\)$/, ''),
  );
}

describe.each([
  ['a written meeting', written, MEETING],
  ['a recognised meeting', spoken, SPOKEN],
] as const)('of %s', (_, analysis, source) => {
  const all = bare(source.join(' ').replaceAll(/\w+: /g, ''));

  it.each(SUMMARY_STYLES)('%s is made of the source’s own words alone', (style) => {
    const summary = lines(extractSummary(analysis, style));
    expect(summary.length).toBeGreaterThan(1);
    for (const line of summary) expect(all).toContain(quoteIn(line));
  });

  it('brief has the decision and is short', () => {
    const brief = lines(extractSummary(analysis, 'brief'));
    expect(brief).toHaveLength(3);
    expect(brief.join(' ')).toContain('ecided to drop the conference');
  });

  it('key points are in order and leave the small talk out', () => {
    const points = lines(extractSummary(analysis, 'key_points'));
    const places = points.map((line) => all.indexOf(quoteIn(line)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(points.join(' ')).toMatch(/crash/);
    expect(points.join(' ')).not.toMatch(/good morning|hear me/i);
  });

  it('action items are what somebody is to do', () => {
    const items = lines(extractSummary(analysis, 'action_items'));
    for (const item of items) expect(item).toMatch(/^- \[ \] /);
    const text = items.join('\n');
    expect(text).toMatch(/I will write a fix for the image cache/i);
    expect(text).toMatch(/please make sure the release candidate is tested/i);
    expect(text).toMatch(/I need to cancel the booth reservation/i);
    expect(text).not.toMatch(/brought only thirty|Spanish is late|bye/i);
  });
});

it('says where in the recording each point stands', () => {
  expect(extractSummary(spoken, 'key_points')).toMatch(/^- We agreed.* \(0:20\)$/m);
});

it('divides a long recording into stretches of time', async () => {
  const long = spokenSource([...SPOKEN, ...SPOKEN, ...SPOKEN, ...SPOKEN]);
  const markdown = extractSummary(await analyse(long), 'detailed');
  expect(markdown.match(/^### \d+:\d\d – \d+:\d\d$/gm)).toHaveLength(2);
});

it('drops lines that are lists, headings and tables', async () => {
  const page = [
    '# How bees find home',
    'Bees build a map of the landscape and remember roads and rivers when they fly home.',
    '- Sun compass\n- Landmarks\n- Bees, home, landscape, roads',
    '50 bees, 3 sites, 2 days, 12 flights, 41 returns',
    '| bees | home | landscape |',
    'Pesticides disturb the memory of bees, and only a third of them came home.',
    'Home | Contact | Bees',
  ];
  const summary = extractSummary(await analyse(textSource(page)), 'detailed');
  expect(lines(summary)).toEqual([
    'Bees build a map of the landscape and remember roads and rivers when they fly home.',
    'Pesticides disturb the memory of bees, and only a third of them came home.',
  ]);
});

it('says so when nothing is to be done', async () => {
  const weather = ['The sky was blue and the sea was calm.', 'Birds sang in the old trees.'];
  expect(extractSummary(await analyse(textSource(weather)), 'action_items')).toMatch(
    /^No sentence/,
  );
});

it.each([
  ['what might have been', 'We should have called the customer last week.'],
  ['the plan of the talk', 'In this lecture we will discuss the history of Rome.'],
  ['a question', 'Should we call the customer?'],
  ['what is not needed', "We don't need to call the customer."],
  ['the weather', 'It will rain in the north.'],
])('does not take %s for an action item', async (_, sentence) => {
  expect(extractSummary(await analyse(textSource([sentence])), 'action_items')).toMatch(/^No /);
});

it('keeps a request together with what it refers to', async () => {
  const talk = ['The printer on the third floor is broken again.', 'Please fix it today.'];
  expect(extractSummary(await analyse(textSource(talk)), 'action_items')).toBe(
    '- [ ] The printer on the third floor is broken again. Please fix it today.',
  );
});

it('shows hostile text as text', async () => {
  const hostile =
    'We decided to show [x](https://evil.example/p.png) and <img src=x> in *all* reports.';
  const summary = extractSummary(await analyse(textSource([hostile])), 'brief');
  expect(summary).toBe(
    String.raw`We decided to show \[x\](https://evil.example/p.png) and \<img src=x\> in \*all\* reports.`,
  );
});

it('works in a language that it has no tagger for, and says what it cannot do there', async () => {
  const german = [
    'Wir haben beschlossen, die neue Webseite im April zu veröffentlichen.',
    'Das Budget für die neue Webseite beträgt fünfzigtausend Euro.',
    'Das Wetter war schön.',
    'Die neue Webseite braucht noch eine Übersetzung, bevor wir sie veröffentlichen.',
  ];
  const analysis = await analyse(textSource(german));
  expect(analysis.language).toBe('de');
  expect(extractSummary(analysis, 'brief')).toContain('Webseite');
  expect(extractSummary(analysis, 'action_items')).toContain('only be found in English');
});

it('never throws and never answers nothing, whatever the text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...SUMMARY_STYLES),
      async (passages, style) => {
        expect(extractSummary(await analyse(textSource(passages)), style)).not.toBe('');
      },
    ),
    { numRuns: 150, seed: 7 },
  );
});

it('stops with the signal’s reason', async () => {
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(analyse(textSource(MEETING), signal)).rejects.toThrow('cancelled');
});
