'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

export interface AuditFilters {
  actorId: string | null;
  action: string | null;
}

const ACTION = /^[a-z_]{1,40}\.[a-z_]{1,40}$/;

/** The log's filters, which live in the address. */
export function useAuditFilters(): {
  filters: AuditFilters;
  change: (change: Partial<AuditFilters>) => void;
} {
  const params = useSearchParams();
  const action = params.get('action') ?? '';
  const actorId = (params.get('actorId') ?? '').slice(0, 128);
  const change = useCallback((changed: Partial<AuditFilters>) => {
    const next = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(changed)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    window.history.pushState(null, '', query === '' ? '/admin/audit' : `/admin/audit?${query}`);
  }, []);
  return {
    filters: {
      actorId: actorId === '' ? null : actorId,
      action: ACTION.test(action) ? action : null,
    },
    change,
  };
}

/** The filters as the routes understand them. */
export function auditQuery({ actorId, action }: AuditFilters): URLSearchParams {
  const query = new URLSearchParams();
  if (actorId !== null) query.set('actorId', actorId);
  if (action !== null) query.set('action', action);
  return query;
}
