import { Text } from '@mantine/core';

export interface Confirmation {
  title: string;
  /** What will happen, and whether it can be undone. */
  body: string;
  /** The verb of the action: "Delete", never "OK". */
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
}

/** Loads what dialogs are made of, so that they are there when the network is not. */
export function preloadDialogs(): Promise<unknown> {
  return import('@mantine/modals');
}

/** Asks before something that cannot be undone. Resolves to whether the person agreed. */
export async function confirmAction(confirmation: Confirmation): Promise<boolean> {
  const loaded = await import('@mantine/modals').catch(() => null);
  // Without a network, and before they were loaded: the browser's own asks the same.
  if (loaded === null) return window.confirm(`${confirmation.title}\n\n${confirmation.body}`);
  const { modals } = loaded;
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title: confirmation.title,
      centered: true,
      children: <Text size="sm">{confirmation.body}</Text>,
      labels: {
        confirm: confirmation.confirmLabel,
        cancel: confirmation.cancelLabel ?? 'Keep it',
      },
      ...(confirmation.danger === true ? { confirmProps: { color: 'red' } } : {}),
      onConfirm: () => resolve(true),
      onCancel: () => resolve(false),
    });
  });
}
