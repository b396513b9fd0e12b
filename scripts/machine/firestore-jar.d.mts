export interface FirestoreJar {
  path: string;
  /** Null when `java -jar` starts it. */
  mainClass: string | null;
}

export function findFirestoreJar(env?: NodeJS.ProcessEnv): FirestoreJar | null;
