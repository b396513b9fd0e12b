'use client';

/** Only what the browser has by itself: this stands in when the layout, with its styles, could not be made. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en">
      <head>
        <title>Firelane</title>
      </head>
      <body style={{ font: '1rem/1.5 system-ui, sans-serif', padding: '4rem 1.5rem' }}>
        <main style={{ maxWidth: '32rem', marginInline: 'auto' }}>
          <h1>Firelane stumbled</h1>
          <p>Your recordings and results are safe. Try again; if it stays, reload the page.</p>
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
