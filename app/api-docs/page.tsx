import type { Metadata } from 'next';
import { connection } from 'next/server';

import { openApiDocument } from '@/lib/http/openapi/document';

import { ApiReference } from './api-reference';

export const metadata: Metadata = {
  title: 'API',
  description: 'Every operation of the Firelane API, with what it takes and what it answers.',
};

export default async function ApiDocsPage() {
  // Rendered for each visitor: the page's scripts carry the nonce of its own policy.
  await connection();
  return <ApiReference document={openApiDocument()} />;
}
