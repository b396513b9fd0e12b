import type { ReactNode } from 'react';

import styles from './api-docs.module.css';

interface DisclosureProps {
  /** Where links lead; they open it. */
  id: string;
  title: string;
  /** Beside the title, while it is closed too. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of the reference that is read when it is needed: some hundred of them, open, are a wall. */
export function Disclosure({ id, title, aside, children }: DisclosureProps) {
  return (
    <details id={id} className={styles.part}>
      <summary>
        <h3>{title}</h3>
        {aside}
      </summary>
      <div className={styles.inside}>{children}</div>
    </details>
  );
}
