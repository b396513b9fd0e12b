import { PROBLEM_TYPES, type ProblemCode, problemTypeUri } from './problem-types';

/** One field that was wrong: a JSON pointer (RFC 6901) into the body, or `/name` of a parameter. */
export interface FieldProblem {
  pointer: string;
  detail: string;
}

/** The body of `application/problem+json` (RFC 9457). */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  /** What happened this time, for a person, with a way out. */
  detail: string;
  code: ProblemCode;
  errors?: readonly FieldProblem[];
  /** Names this occurrence in the log; only where the reason is on our side. */
  instance?: string;
}

/** A refusal, thrown by whatever reads or answers a request. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly code: ProblemCode;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly instance: string | undefined;

  constructor(
    code: ProblemCode,
    detail: string,
    options: {
      errors?: readonly FieldProblem[];
      headers?: Readonly<Record<string, string>>;
      instance?: string;
      cause?: unknown;
    } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
    this.instance = options.instance;
  }

  get status(): number {
    return PROBLEM_TYPES[this.code].status;
  }

  toDocument(): ProblemDocument {
    const { status, title } = PROBLEM_TYPES[this.code];
    return {
      type: problemTypeUri(this.code),
      title,
      status,
      detail: this.message,
      code: this.code,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      ...(this.instance === undefined ? {} : { instance: this.instance }),
    };
  }
}

/** The answer that carries a problem. */
export function problemResponse(problem: HttpProblem): Response {
  return new Response(JSON.stringify(problem.toDocument()), {
    status: problem.status,
    headers: {
      ...problem.headers,
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
