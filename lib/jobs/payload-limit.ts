/** The longest input or output that a job keeps, as JSON: a commit takes 10 MiB (the emulator 4 MiB). Characters. */
export const PAYLOAD_LIMIT = 1_200_000;
