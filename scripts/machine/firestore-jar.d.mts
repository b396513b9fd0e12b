export interface FirestoreJar {
  path: string;
  /** Null when `java -jar` starts it. */
  mainClass: string | null;
}

export const CLOUD_CLI_MAIN_CLASS: string;
export function findFirestoreJar(env?: NodeJS.ProcessEnv): FirestoreJar | null;
