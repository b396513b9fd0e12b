import '@mantine/dropzone/styles.css';

import type { Metadata } from 'next';

import { NewRecording } from '@/components/upload/new-recording';

export const metadata: Metadata = { title: 'New recording' };

export default function NewRecordingPage() {
  return <NewRecording />;
}
