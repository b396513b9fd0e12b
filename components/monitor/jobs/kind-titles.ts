import { KIND_NAMES, kindOf } from '@/lib/jobs/registry';

/** Every kind, those that only Firelane itself submits, too. */
export const KIND_OPTIONS: readonly { value: string; label: string }[] = KIND_NAMES.map((name) => ({
  value: name,
  label: kindTitle(name),
})).toSorted((one, other) => one.label.localeCompare(other.label));

/** "Transcription"; the name itself for a kind that this page is too old to know. */
export function kindTitle(name: string): string {
  return kindOf(name)?.title ?? name;
}
