import { type AlertSettings, settingsSchema } from '@/lib/cluster/settings';

/** The rules as they are typed; '' is off. */
export interface AlertDraft {
  /** Seconds. */
  oldestWaiting: number | '';
  /** Percent. */
  errorRate: number | '';
  breakerOpen: boolean;
  noWorker: boolean;
  webhookUrl: string;
}

export function draftOf(rules: AlertSettings): AlertDraft {
  return {
    oldestWaiting: rules.oldestWaitingMs === null ? '' : rules.oldestWaitingMs / 1_000,
    errorRate: rules.errorRate === null ? '' : percent(rules.errorRate),
    breakerOpen: rules.breakerOpen,
    noWorker: rules.noWorker,
    webhookUrl: rules.webhookUrl ?? '',
  };
}

/** What is wrong with a field, in words; absent: nothing. */
export type DraftProblems = Partial<Record<keyof AlertDraft, string>>;

const RULES: Readonly<Record<string, { field: keyof AlertDraft; rule: string }>> = {
  oldestWaitingMs: { field: 'oldestWaiting', rule: 'Seconds above 0, or empty.' },
  errorRate: { field: 'errorRate', rule: 'From 0 to 100, or empty.' },
  webhookUrl: {
    field: 'webhookUrl',
    rule: 'A whole https address, such as https://example.com/alerts.',
  },
};

export type ReadDraft =
  /** Only what is different from the rules that hold. */
  { ok: true; change: Partial<AlertSettings> } | { ok: false; problems: DraftProblems };

/** Reads a draft, and holds it against the settings' own schema. */
export function readDraft(draft: AlertDraft, rules: AlertSettings): ReadDraft {
  const url = draft.webhookUrl.trim();
  const next: AlertSettings = {
    oldestWaitingMs: draft.oldestWaiting === '' ? null : Math.round(draft.oldestWaiting * 1_000),
    errorRate: draft.errorRate === '' ? null : draft.errorRate / 100,
    breakerOpen: draft.breakerOpen,
    noWorker: draft.noWorker,
    webhookUrl: url === '' ? null : url,
  };
  const read = settingsSchema.shape.alerts.safeParse(next);
  if (read.success) {
    const changed = Object.entries(next).filter(
      ([name, value]) => rules[name as keyof AlertSettings] !== value,
    );
    return { ok: true, change: Object.fromEntries(changed) };
  }
  const problems: DraftProblems = {};
  for (const { path } of read.error.issues) {
    const known = RULES[String(path[0])];
    if (known !== undefined) problems[known.field] = known.rule;
  }
  return { ok: false, problems };
}

/** 0.2 → 20, without the crumbs of binary fractions. */
function percent(part: number): number {
  return Math.round(part * 10_000) / 100;
}
