import { Fragment } from 'react';

import { alternatives, referenceName, type SchemaNode } from './schema-node';
import { typeWord } from './schema-words';

/** A schema's type in one line; named schemas are links to where they are explained. */
export function SchemaType({ schema }: { schema: SchemaNode }) {
  if (schema.$ref !== undefined) {
    const name = referenceName(schema.$ref);
    return <a href={`#schema-${name}`}>{name}</a>;
  }
  if (schema.enum !== undefined) {
    return <>{schema.enum.map((value) => JSON.stringify(value)).join(' | ')}</>;
  }
  const { options, nullable } = alternatives(schema);
  if (options.length > 0) {
    return (
      <>
        {options.map((option, index) => (
          <Fragment key={index}>
            {index > 0 && ' | '}
            <SchemaType schema={option} />
          </Fragment>
        ))}
        {nullable && ' | null'}
      </>
    );
  }
  if (schema.items !== undefined) {
    return (
      <>
        list of <SchemaType schema={schema.items} />
      </>
    );
  }
  if (typeof schema.additionalProperties === 'object' && schema.properties === undefined) {
    return (
      <>
        object of <SchemaType schema={schema.additionalProperties} />
      </>
    );
  }
  return <>{typeWord(schema) ?? (schema.type === 'object' ? 'object' : 'any JSON')}</>;
}
