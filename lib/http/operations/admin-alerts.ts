import { z } from 'zod';

import { defineOperation } from '../operation';

export const revealAlertSecret = defineOperation({
  id: 'revealAlertSecret',
  method: 'POST',
  path: '/api/admin/alerts/secret',
  tag: 'Administration',
  summary: 'Read the secret that signs alerts',
  description:
    'For whoever receives them at the settings’ `alerts.webhookUrl`, as Standard Webhooks says. It stands in the audit log who read it.',
  auth: 'admin',
  answers: {
    200: {
      description: 'The secret.',
      schema: z.object({ secret: z.string().regex(/^whsec_/) }),
    },
  },
  problems: [],
});
