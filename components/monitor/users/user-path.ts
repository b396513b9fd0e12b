/** A user's page in the monitor. */
export function userPath(userId: string): string {
  return `/admin/users/${encodeURIComponent(userId)}`;
}

/** That user's jobs. */
export function userJobsPath(userId: string): string {
  return `/admin/jobs?${new URLSearchParams({ userId })}`;
}
