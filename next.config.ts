import type { NextConfig } from 'next';

import { DATA_POLICY } from './lib/http/csp';
import { SECURITY_HEADERS } from './lib/http/security-headers';

const headers = (entries: Readonly<Record<string, string>>) =>
  Object.entries(entries).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  poweredByHeader: false,
  agentRules: false,
  // `npm run typecheck` judges the types, of all files, the tests' among them: once is enough.
  typescript: { ignoreBuildErrors: true },
  // Native, WASM, or found by their own files at run time: loaded from node_modules as they are.
  serverExternalPackages: [
    'firebase-admin',
    '@google-cloud/firestore',
    // One gRPC for the Firestore client and for what we hand to it: it checks by class.
    'google-gax',
    '@google-cloud/storage',
    '@ffmpeg/core',
    '@echogarden/fvad-wasm',
    'wink-nlp',
    'wink-eng-lite-web-model',
    'pino',
    'prom-client',
    // The SDK is one to the whole process: a bundled copy would record for itself.
    '@opentelemetry/api',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-trace-base',
    '@opentelemetry/sdk-trace-node',
  ],
  experimental: { optimizePackageImports: ['@mantine/core', '@mantine/hooks'] },
  // Found by path from the working folder, so the tracing of imports does not see them.
  outputFileTracingIncludes: {
    '/api/**': ['./lib/media/decode/*.mjs', './node_modules/@ffmpeg/core/dist/**'],
  },
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: headers(SECURITY_HEADERS) },
      { source: '/api/:path*', headers: headers({ 'Content-Security-Policy': DATA_POLICY }) },
    ]),
};

export default config;
