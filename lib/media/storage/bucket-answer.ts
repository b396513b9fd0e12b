/** The HTTP status that Cloud Storage answered; undefined when it answered none. */
export function statusOf(error: unknown): unknown {
  return (error as { code?: unknown } | null)?.code;
}

/** Null instead of a 404. */
export async function unlessMissing<T>(outcome: Promise<T>): Promise<T | null> {
  try {
    return await outcome;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
