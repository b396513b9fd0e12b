import { deleteApp } from 'firebase-admin/app';

import { adminApp } from './app';

/** Ends every connection of a project's app. For processes that stop. */
export async function closeAdminApp(projectId: string): Promise<void> {
  await deleteApp(adminApp(projectId));
}
