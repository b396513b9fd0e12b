/** Told what each operation costs, in the units that Firestore bills. */
export interface StoreMeter {
  reads(count: number): void;
  writes(count: number): void;
  deletes(count: number): void;
}

export const UNMETERED: StoreMeter = {
  reads: () => undefined,
  writes: () => undefined,
  deletes: () => undefined,
};
