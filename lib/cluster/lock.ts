/** `locks/{name}`. */
export interface LockRecord {
  holder: string;
  /** Grows with each new holder, for ever. */
  fence: number;
  /** Goes up with each renewal. An observer judges by this moving, on its own clock. */
  counter: number;
  /** How long the holder may go without renewing. Milliseconds. */
  ttlMs: number;
  /** True when the holder let go. */
  released: boolean;
}
