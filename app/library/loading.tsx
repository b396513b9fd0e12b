import { PageHeader } from '@/components/feedback/page-header';
import { RowsSkeleton } from '@/components/feedback/skeletons';

export default function LibraryLoading() {
  return (
    <>
      <PageHeader title="Library" />
      <RowsSkeleton rows={6} label="Loading your library" />
    </>
  );
}
