import { z } from 'zod';

import { defineOperation } from '../operation';
import { jobSearchFields } from '../schemas/admin-job-schema';
import { auditViewSchema } from '../schemas/admin-schemas';

const auditFields = {
  actorId: z.string().min(1).max(128).optional(),
  action: z
    .string()
    .regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/, 'not an action, such as queue.pause')
    .optional(),
};

export const listAudit = defineOperation({
  id: 'listAudit',
  method: 'GET',
  path: '/api/admin/audit',
  tag: 'Administration',
  summary: 'Who changed what',
  description: 'Newest first. Entries are kept for a year.',
  auth: 'auditor',
  query: z.object({
    ...auditFields,
    cursor: z
      .string()
      .regex(/^\d{1,15}$/, 'not a cursor')
      .optional()
      .describe('`nextCursor` of the previous page.'),
    limit: z.coerce.number().int().min(10).max(100).default(50),
  }),
  answers: {
    200: {
      description: 'One page.',
      schema: z
        .object({ entries: z.array(auditViewSchema), nextCursor: z.string().nullable() })
        .meta({ id: 'AuditPage' }),
    },
  },
  problems: [],
});

export const exportRecords = defineOperation({
  id: 'exportRecords',
  method: 'GET',
  path: '/api/admin/export',
  tag: 'Administration',
  summary: 'Download jobs, the audit log or statistics',
  description:
    'At most 10,000 rows, newest first (statistics: oldest first). Jobs take the filters of the search, the audit log those of its list, statistics `range` and `queue`. In CSV, a cell that a spreadsheet would take for a formula begins with an apostrophe. Each download is an entry of the audit log.',
  auth: 'auditor',
  query: z.object({
    what: z.enum(['jobs', 'audit', 'stats']),
    format: z.enum(['csv', 'json']).default('csv'),
    range: z.enum(['hour', 'day', 'week']).default('day').describe('Of statistics.'),
    ...jobSearchFields,
    ...auditFields,
  }),
  answers: {
    200: {
      description: 'The file, streamed.',
      binary: 'text/csv',
      headers: { 'Content-Disposition': 'Its name: `firelane-jobs-2026-11-26.csv`.' },
    },
  },
  problems: ['invalid_input'],
});
