import { problemMessage } from '@/hooks/api';

/** Says that something worked; gone by itself. The notifications' code is loaded with the first one. */
export async function notifySuccess(message: string): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ message, color: 'teal', autoClose: 4_000 });
}

/** Says what failed and how to go on, in the words of the problem that was thrown. Stays until closed. */
export async function notifyProblem(title: string, error: unknown): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.show({ title, message: problemMessage(error), color: 'red', autoClose: false });
}
