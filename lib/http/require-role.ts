import type { Caller } from './caller';
import type { Operation } from './operation';
import { HttpProblem } from './problem';

/**
 * Refuses who may not use an operation, before anything else of the request is read.
 * @throws HttpProblem `forbidden`
 */
export function requireRole({ role }: Caller, needed: Operation['auth']): void {
  if (needed !== 'admin' && needed !== 'auditor') return;
  if (role === 'user') {
    throw new HttpProblem('forbidden', 'Only an administrator may do this.');
  }
  if (needed === 'admin' && role !== 'admin') {
    throw new HttpProblem(
      'forbidden',
      'Your administrator’s right is to read only: you can see everything and change nothing.',
    );
  }
}
