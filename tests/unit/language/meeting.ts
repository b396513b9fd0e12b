import type { Passage, TextSource } from '@/lib/models/language/text-engine';

/** A planning meeting as somebody wrote it down. */
export const MEETING = [
  "Anna: Good morning everyone, can you all hear me? Great. Let's get started with the quarterly planning for the mobile app.",
  'Ben: Before we begin, the crash rate in version 4.2 went up to three percent after the last release, and support received about two hundred tickets.',
  'Anna: We agreed last month that stability comes before new features, so the crash has to be fixed first.',
  'Ben: The cause is the new image cache. It keeps every thumbnail in memory and the older phones run out of it.',
  'Carla: I can reproduce it on a phone with two gigabytes of memory. I will write a fix for the image cache by Wednesday.',
  'Anna: Ben, please make sure the release candidate is tested on the five oldest devices before Friday.',
  'Anna: Next topic is the budget. Finance approved forty thousand dollars for the autumn campaign, which is ten thousand less than we asked for.',
  'David: With forty thousand we cannot do both the video ads and the conference. I would rather drop the conference.',
  'Anna: Why the conference?',
  'David: Last year the conference cost us eighteen thousand dollars and brought only thirty new customers. The video ads brought six hundred.',
  'Anna: That is a fair point. We decided to drop the conference and to put the whole budget into video ads.',
  'David: Then I need to cancel the booth reservation before the end of the month, otherwise we pay a fee of two thousand dollars.',
  'Anna: Human resources found three candidates. The interviews take place on the twelfth of October.',
  'David: The translation into Spanish is late. The agency promised it for last week and delivered nothing.',
  'Anna: To sum up, the crash fix comes first, the budget goes into video ads, and we interview the Android candidates on October twelfth. Our next meeting is next Tuesday at ten. Thanks everyone, bye.',
];

/** The same as a recogniser of speech would have it: no capitals, no punctuation, ten seconds a segment. */
export const SPOKEN = MEETING.map((line) =>
  line
    .replace(/^\w+: /, '')
    .toLowerCase()
    .replaceAll(/[.,?!]/g, ''),
);

export function textSource(lines: readonly string[]): TextSource {
  return { kind: 'text', language: null, passages: lines.map(untimed) };
}

export function spokenSource(lines: readonly string[]): TextSource {
  const passages = lines.map((text, index) => ({
    ...untimed(text, index),
    start: index * 10,
    end: index * 10 + 10,
  }));
  return { kind: 'transcript', language: 'en', passages };
}

function untimed(text: string, index: number): Passage {
  return { index, text, start: null, end: null, words: [] };
}

/** Letters and digits alone: what a quote must share with its source whatever marks stand around it. */
export function bare(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
