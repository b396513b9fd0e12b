import { PROBLEM_CODES, PROBLEM_TYPES } from '@/lib/http/problem-types';

import styles from './api-docs.module.css';

/** Every code that a refusal can carry; each problem's `type` points to its row. */
export function ProblemTable() {
  return (
    <div className={styles.scroller} role="region" aria-label="Problem codes" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Status</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {PROBLEM_CODES.map((code) => (
            <tr key={code} id={`problem-${code}`}>
              <th scope="row">
                <code>{code}</code>
              </th>
              <td>{PROBLEM_TYPES[code].status}</td>
              <td>{PROBLEM_TYPES[code].title}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
