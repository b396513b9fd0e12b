import styles from './api-docs.module.css';
import { alternatives, type SchemaNode } from './schema-node';
import { SchemaFields } from './schema-fields';
import { SchemaType } from './schema-type';

/** A body's schema: its fields when it is an object, else its type. */
export function SchemaView({ schema }: { schema: SchemaNode }) {
  if (schema.properties !== undefined) return <SchemaFields schema={schema} />;
  const { options } = alternatives(schema);
  const inline = options.filter((option) => option.properties !== undefined);
  if (inline.length > 0 && inline.length === options.length) {
    return (
      <ol className={styles.options} aria-label="One of">
        {inline.map((option, index) => (
          <li key={index}>
            <SchemaFields schema={option} />
          </li>
        ))}
      </ol>
    );
  }
  return (
    <p className={styles.type}>
      <SchemaType schema={schema} />
    </p>
  );
}
