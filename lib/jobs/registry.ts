import type { z } from 'zod';

import type { JobKind } from './kind';
import { KINDS } from './kinds';

export type KindName = keyof typeof KINDS;
export type InputOf<K extends KindName> = z.input<(typeof KINDS)[K]['input']>;
export type ParsedInputOf<K extends KindName> = z.output<(typeof KINDS)[K]['input']>;
export type OutputOf<K extends KindName> = z.output<(typeof KINDS)[K]['output']>;

export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** What people can submit. */
export const PUBLIC_KIND_NAMES: KindName[] = KIND_NAMES.filter(
  (name) => kindOf(name)?.internal !== true,
);

export function isKindName(name: string): name is KindName {
  return Object.hasOwn(KINDS, name);
}

/** What the registry holds for a kind; undefined when nobody declared it. */
export function kindOf(name: string): JobKind | undefined {
  return isKindName(name) ? KINDS[name] : undefined;
}
