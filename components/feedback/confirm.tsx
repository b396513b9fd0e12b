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

/** Asks before something that cannot be undone. Resolves to whether the person agreed. */
export async function confirmAction(confirmation: Confirmation): Promise<boolean> {
  const { modals } = await import('@mantine/modals');
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
