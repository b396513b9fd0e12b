import { Fragment } from 'react';

/** A text whose words in backticks are code. */
export function CodeWords({ text }: { text: string }) {
  return (
    <>
      {text.split('`').map((piece, index) => (
        <Fragment key={index}>{index % 2 === 1 ? <code>{piece}</code> : piece}</Fragment>
      ))}
    </>
  );
}
