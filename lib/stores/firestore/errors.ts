import { StoreUnavailable } from '../../queue/ports/job-store';

/** gRPC status codes (google.rpc.Code) that decide what a write's answer means. */
export const STATUS = {
  ok: 0,
  cancelled: 1,
  unknown: 2,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

const PASSING: ReadonlySet<number> = new Set([
  STATUS.cancelled,
  STATUS.unknown,
  STATUS.deadlineExceeded,
  STATUS.resourceExhausted,
  STATUS.aborted,
  STATUS.internal,
  STATUS.unavailable,
  // Credentials are renewed in the background: an attempt's end must not be lost to a renewal that failed once.
  STATUS.unauthenticated,
]);

/** The gRPC status of what the SDK threw; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'number' ? error.code : undefined;
}

/** An error as the port promises it: StoreUnavailable when asking again may help. */
export function portError(thrown: unknown): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const status = statusOf(error);
  if (status === undefined || !PASSING.has(status)) return error;
  return new StoreUnavailable(error.message, { cause: error });
}

/** Whether a write of this status may succeed when it is sent again. */
export function isPassing(status: number): boolean {
  return PASSING.has(status);
}

/** Runs a call to Firestore; what it throws is what the port promises. */
export async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw portError(error);
  }
}
