export function findCommand(name: string, env?: NodeJS.ProcessEnv): string | null;
