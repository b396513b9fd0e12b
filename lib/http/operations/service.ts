import { z } from 'zod';

import { defineOperation } from '../operation';
import { engineSchema } from '../schemas/job-view-schema';

export const getModels = defineOperation({
  id: 'getModels',
  method: 'GET',
  path: '/api/models',
  tag: 'Service',
  summary: 'Which engines are configured',
  description: 'In the order in which they are tried; local ones are last.',
  auth: 'user',
  answers: {
    200: {
      description: 'The engines.',
      schema: z.object({ language: z.array(engineSchema), speech: z.array(engineSchema) }),
    },
  },
  problems: [],
});

export const livez = defineOperation({
  id: 'livez',
  method: 'GET',
  path: '/api/livez',
  tag: 'Service',
  summary: 'Whether the server runs',
  auth: 'none',
  answers: { 200: { description: 'It runs.', schema: z.object({ status: z.literal('ok') }) } },
  problems: [],
});

const checks = z.object({
  store: z.enum(['ok', 'failed']),
  worker: z.enum(['ok', 'none', 'failed']).describe('`none`: jobs are accepted and wait.'),
  media: z.enum(['ok', 'failed']),
});

export const readyz = defineOperation({
  id: 'readyz',
  method: 'GET',
  path: '/api/readyz',
  tag: 'Service',
  summary: 'Whether the server can do its work',
  auth: 'none',
  answers: {
    200: {
      description: 'It can.',
      schema: z.object({ status: z.enum(['ready', 'degraded']), checks }),
    },
    503: {
      description: 'It cannot.',
      schema: z.object({ status: z.literal('unavailable'), checks }),
    },
  },
  problems: [],
});

export const openApi = defineOperation({
  id: 'openApi',
  method: 'GET',
  path: '/api/openapi.json',
  tag: 'Service',
  summary: 'This document',
  auth: 'none',
  answers: {
    200: { description: 'OpenAPI 3.1.', schema: z.looseObject({ openapi: z.literal('3.1.0') }) },
  },
  problems: [],
});
