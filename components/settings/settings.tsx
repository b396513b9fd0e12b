import { PageHeader } from '@/components/feedback/page-header';

import { AccountSection } from './account-section';
import { AppearanceSection } from './appearance-section';
import { DeleteSection } from './delete-section';
import { EnginesSection } from './engines-section';
import { PrivacySection } from './privacy-section';
import { RecordingsSection } from './recordings-section';
import { UsageSection } from './usage-section';
import { WebhooksSection } from './webhooks-section';

/** Everything about the person and their data, on one page. */
export function Settings() {
  return (
    <>
      <PageHeader title="Settings" />
      <AccountSection />
      <AppearanceSection />
      <RecordingsSection />
      <PrivacySection />
      <UsageSection />
      <WebhooksSection />
      <EnginesSection />
      <DeleteSection />
    </>
  );
}
