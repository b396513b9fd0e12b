import { Timestamp } from 'firebase-admin/firestore';

import type { Version } from '../../queue/ports/job-store';

/** A document's update time as a version, to the nanosecond: a Date would cut it to milliseconds. */
export function versionOf(time: { seconds: number; nanoseconds: number }): Version {
  return `${time.seconds}.${String(time.nanoseconds).padStart(9, '0')}` as Version;
}

/** The update time again, for a precondition. */
export function timeOf(version: Version): Timestamp {
  const [seconds, nanoseconds] = version.split('.');
  return new Timestamp(Number(seconds), Number(nanoseconds));
}
