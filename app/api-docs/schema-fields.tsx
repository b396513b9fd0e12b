import styles from './api-docs.module.css';
import { alternatives, type SchemaNode } from './schema-node';
import { SchemaType } from './schema-type';
import { limitWords } from './schema-words';

/** The fields of an object, each with its type, its limits and its meaning; objects inside it follow indented. */
export function SchemaFields({ schema }: { schema: SchemaNode }) {
  const fields = Object.entries(schema.properties ?? {});
  if (fields.length === 0) return null;
  return (
    <dl className={styles.fields}>
      {fields.map(([name, field]) => (
        <div key={name} className={styles.field}>
          <dt>
            <code>{name}</code>{' '}
            <span className={styles.type}>
              <SchemaType schema={field} />
            </span>
            {schema.required?.includes(name) === true && (
              <span className={styles.required}>required</span>
            )}
          </dt>
          <dd>
            <FieldWords schema={field} />
            {inlineObjects(field).map((inner, index) => (
              <SchemaFields key={index} schema={inner} />
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FieldWords({ schema }: { schema: SchemaNode }) {
  const limits = limitWords(schema);
  return (
    <>
      {schema.description !== undefined && <span>{schema.description} </span>}
      {limits !== '' && <span className={styles.dimmed}>{limits}</span>}
    </>
  );
}

/** Objects that stand in a field without a name of their own. */
function inlineObjects(schema: SchemaNode): SchemaNode[] {
  if (schema.properties !== undefined) return [schema];
  if (schema.items !== undefined) return inlineObjects(schema.items);
  return alternatives(schema).options.flatMap(inlineObjects);
}
