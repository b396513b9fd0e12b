import { MAX_TEXT_LENGTH } from '../../jobs/kinds/source';

/**
 * Bytes of the largest submit: the longest text and as much again of history and fields, each character
 * escaped in JSON (`\uXXXX`, six bytes).
 */
export const SUBMIT_BODY_LIMIT = 2 * 6 * MAX_TEXT_LENGTH;

/** Bytes of an amended output: a transcript of hours, with each word's times. */
export const OUTPUT_BODY_LIMIT = 8 * 1024 * 1024;
