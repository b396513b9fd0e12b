import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';

import { OPERATIONS } from '../operations';
import { SESSION_COOKIE } from '../session-cookie';
import { operationObject } from './operation-object';

export type OpenApiDocument = ReturnType<typeof createDocument>;

let document: OpenApiDocument | null = null;

/** The API as OpenAPI 3.1, made of the operations that the routes check requests by, and of every kind of job. */
export function openApiDocument(): OpenApiDocument {
  document ??= createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Firelane',
      version: '1.0.0',
      license: { name: 'GPL-2.0-or-later', identifier: 'GPL-2.0-or-later' },
      description:
        'Slow work on recordings and texts, as background jobs. A submit answers at once with 202; the job is followed by polling or, live, in Firestore. Every refusal is a problem document (RFC 9457) with a stable `code`.',
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'Jobs', description: 'Submit work, follow it, read what came of it.' },
      { name: 'Language models', description: 'The same jobs under the names of older callers.' },
      { name: 'Media', description: 'Recordings: resumable uploads, playback.' },
      { name: 'Webhooks', description: 'Be told when a job ends, instead of asking.' },
      { name: 'Account', description: 'Sessions, usage, deletion.' },
      {
        name: 'Administration',
        description:
          'For administrators. An `admin` claim of `true` allows everything, of `read` only what changes nothing. Each change is written to the audit log.',
      },
      { name: 'Service', description: 'Health, engines, this document.' },
    ],
    paths: paths(),
    components: {
      securitySchemes: {
        idToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A Firebase ID token.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: SESSION_COOKIE,
          description: 'A session cookie; requests that change something must come from this site.',
        },
      },
    },
  });
  return document;
}

function paths(): ZodOpenApiPathsObject {
  const byPath: ZodOpenApiPathsObject = {};
  for (const operation of OPERATIONS) {
    const method = operation.method.toLowerCase();
    byPath[operation.path] = { ...byPath[operation.path], [method]: operationObject(operation) };
  }
  return byPath;
}
