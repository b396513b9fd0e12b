import { auditViewSchema } from '@/lib/http/schemas/admin-schemas';

import { type Api, openApi } from './api';
import type { Person } from './auth-emulator';
import { createWorkbench, type Workbench } from './workbench';

/** The API with somebody in each role, and the records behind it. */
export interface AdminDesk extends Api {
  bench: Workbench;
  /** With the claim `admin: true`. */
  admin: Person;
  /** With the claim `admin: 'read'`. */
  auditor: Person;
  user: Person;
  /** Calls as the administrator, and expects success. */
  does(method: string, address: string, body?: unknown): Promise<unknown>;
  /** What the audit log has of an action, newest first. */
  audited(action: string): Promise<AuditView[]>;
}

type AuditView = ReturnType<typeof auditViewSchema.parse>;

export async function openDesk(name: string, env: Record<string, string> = {}): Promise<AdminDesk> {
  // The audit log is counted, so no earlier run on the same emulators may have written to it.
  const api = await openApi(`${name}-${process.pid}`, env);
  const bench = createWorkbench(api.projectId);
  const [admin, auditor, user] = await Promise.all([
    api.person({ admin: true, email: 'root@firelane.test' }),
    api.person({ admin: 'read' }),
    api.person(),
  ]);
  const does: AdminDesk['does'] = async (method, address, body) => {
    const ask = body === undefined ? { as: admin } : { as: admin, body };
    const { status, json } = await api.call(method, address, ask);
    if (status >= 300) throw new Error(`${method} ${address}: ${status} ${JSON.stringify(json)}`);
    return json;
  };
  return {
    ...api,
    bench,
    admin,
    auditor,
    user,
    does,
    async audited(action) {
      const page = (await does('GET', `/api/admin/audit?action=${action}`)) as {
        entries: unknown[];
      };
      return page.entries.map((entry) => auditViewSchema.parse(entry));
    },
    async close() {
      await bench.close();
      await api.close();
    },
  };
}
