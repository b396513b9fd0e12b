'use client';

import { createContext, useContext } from 'react';

export interface KindName {
  name: string;
  /** For a person: "Transcription". */
  title: string;
  /** The system submits it by itself. */
  internal: boolean;
}

export const KindsContext = createContext<readonly KindName[]>([]);

/** The kinds of job that the server knows, without their schemas, which would weigh on every page. */
export function useKinds(): readonly KindName[] {
  return useContext(KindsContext);
}

/** What a person calls a kind. */
export function useKindTitle(name: string): string {
  const kind = useKinds().find((known) => known.name === name);
  return kind?.title ?? name.replaceAll('_', ' ');
}
