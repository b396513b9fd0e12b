import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { QueueDetail } from '@/components/monitor/queues/queue-detail';
import { isQueueName, QUEUES } from '@/lib/jobs/queues';

interface QueuePageProps {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: QueuePageProps): Promise<Metadata> {
  const { name } = await params;
  return { title: isQueueName(name) ? QUEUES[name].title : 'Not found' };
}

export default async function QueuePage({ params }: QueuePageProps) {
  const { name } = await params;
  if (!isQueueName(name)) notFound();
  return <QueueDetail name={name} />;
}
