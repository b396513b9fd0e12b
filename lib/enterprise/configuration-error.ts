/** This process's transcription queue stands already, under another configuration. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'already_configured';

  constructor() {
    super(
      'The transcription queue of this process was opened with another configuration. Configure it once, before its first use.',
    );
  }
}
