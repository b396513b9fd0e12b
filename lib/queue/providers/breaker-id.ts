/** The document of a model's breaker. A model's name may hold characters that an id may not. */
export function breakerId(provider: string, model: string): string {
  return encodeURIComponent(`${provider}:${model}`).replaceAll('%3A', ':');
}
