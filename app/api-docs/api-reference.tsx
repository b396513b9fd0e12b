import type { OpenApiDocument } from '@/lib/http/openapi/document';

import styles from './api-docs.module.css';
import { Contents } from './contents';
import { Disclosure } from './disclosure';
import { OpenParts } from './open-parts';
import { OperationSection } from './operation-section';
import { ProblemTable } from './problem-table';
import { readDocument } from './read-document';
import { SchemaView } from './schema-view';

/** The API's document as a page. */
export function ApiReference({ document }: { document: OpenApiDocument }) {
  const { groups, schemas } = readDocument(document);
  return (
    <div className={styles.page}>
      <header className={styles.intro}>
        <h1>API</h1>
        <p>
          Slow work runs as a job: a submit answers at once with 202, and the job is followed by
          asking again or, live, in Firestore. Sign in with a Firebase ID token as{' '}
          <code>Authorization: Bearer …</code>, or with this site’s session cookie. The same as a
          file for tools: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).
        </p>
        <OpenParts />
      </header>
      <Contents groups={groups} />
      <div className={styles.body}>
        {groups.map((group) => (
          <section key={group.name} aria-label={group.name}>
            <h2>{group.name}</h2>
            <p>{group.description}</p>
            {group.operations.map((operation) => (
              <OperationSection key={operation.id} operation={operation} />
            ))}
          </section>
        ))}
        <section id="problems" aria-labelledby="problems-title">
          <h2 id="problems-title">Problems</h2>
          <p>
            A refusal is a <code>application/problem+json</code> document (RFC 9457). Its{' '}
            <code>code</code> never changes its meaning; <code>detail</code> is for a person;{' '}
            <code>errors</code> names each wrong field by a JSON pointer.
          </p>
          <ProblemTable />
        </section>
        <section id="schemas" aria-labelledby="schemas-title">
          <h2 id="schemas-title">Schemas</h2>
          {schemas.map(([name, schema]) => (
            <Disclosure key={name} id={`schema-${name}`} title={name}>
              {schema.description !== undefined && <p>{schema.description}</p>}
              <SchemaView schema={schema} />
            </Disclosure>
          ))}
        </section>
      </div>
    </div>
  );
}
