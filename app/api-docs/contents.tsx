import styles from './api-docs.module.css';
import type { GroupView } from './read-document';

/** Links to every part of the page. */
export function Contents({ groups }: { groups: GroupView[] }) {
  return (
    <nav className={styles.contents} aria-label="On this page">
      {groups.map((group) => (
        <details key={group.name} open>
          <summary>{group.name}</summary>
          <ul>
            {group.operations.map(({ id, summary }) => (
              <li key={id}>
                <a href={`#${id}`}>{summary}</a>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <ul>
        <li>
          <a href="#problems">Problems</a>
        </li>
        <li>
          <a href="#schemas">Schemas</a>
        </li>
      </ul>
    </nav>
  );
}
