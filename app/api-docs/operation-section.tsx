import styles from './api-docs.module.css';
import { CodeWords } from './code-words';
import { Disclosure } from './disclosure';
import type { AnswerView, OperationView, ParameterView } from './read-document';
import { SchemaType } from './schema-type';
import { SchemaView } from './schema-view';
import { limitWords } from './schema-words';

/** One operation: what it takes, and every answer that it gives. */
export function OperationSection({ operation }: { operation: OperationView }) {
  const { id, method, path, summary, description, signedIn, parameters, body, answers } = operation;
  return (
    <Disclosure
      id={id}
      title={summary}
      aside={
        <span className={styles.address}>
          <span className={styles.method} data-method={method}>
            {method}
          </span>{' '}
          <code>{path}</code>
          {!signedIn && <span className={styles.open}>no sign-in</span>}
        </span>
      }
    >
      {description !== null && (
        <p>
          <CodeWords text={description} />
        </p>
      )}
      {parameters.length > 0 && (
        <>
          <h4>Parameters</h4>
          <Parameters parameters={parameters} />
        </>
      )}
      {body !== null && (
        <>
          <h4>Body</h4>
          <SchemaView schema={body} />
        </>
      )}
      <h4>Answers</h4>
      <Answers answers={answers} />
    </Disclosure>
  );
}

function Parameters({ parameters }: { parameters: ParameterView[] }) {
  return (
    <dl className={styles.fields}>
      {parameters.map((parameter) => (
        <div key={`${parameter.in}-${parameter.name}`} className={styles.field}>
          <dt>
            <code>{parameter.name}</code>{' '}
            <span className={styles.type}>
              <SchemaType schema={parameter.schema} />
            </span>{' '}
            <span className={styles.dimmed}>in the {parameter.in}</span>
            {parameter.required && <span className={styles.required}>required</span>}
          </dt>
          <dd>
            {parameter.description !== null && (
              <>
                <CodeWords text={parameter.description} />{' '}
              </>
            )}
            <span className={styles.dimmed}>{limitWords(parameter.schema)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Answers({ answers }: { answers: AnswerView[] }) {
  return (
    <ul className={styles.answers}>
      {answers.map((answer) => (
        <li key={answer.status}>
          <strong>{answer.status}</strong> <CodeWords text={answer.description} />
          {answer.schema !== null && !answer.problem && <SchemaView schema={answer.schema} />}
        </li>
      ))}
    </ul>
  );
}
