'use client';

import { Alert, Text, VisuallyHidden } from '@mantine/core';
import { IconDatabaseExclamation } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';

import { AllowanceNotice } from '@/components/allowance/allowance-notice';
import { PageHeader } from '@/components/feedback/page-header';
import { RowsSkeleton } from '@/components/feedback/skeletons';
import { RecorderCard } from '@/components/recording/recorder-card';
import { isLive } from '@/components/recording/recorder-state';
import { useUnloadWarning } from '@/components/recording/use-leave-guard';
import { useRecorder } from '@/components/recording/use-recorder';
import { useUser } from '@/hooks/use-user';
import { prepareContentCheck } from '@/lib/outbox/content-check';
import { askToPersist, warnOfLittleRoom } from '@/lib/outbox/storage-room';

import { DropArea } from './drop-area';
import { fetchMaxBytes, type RefusedFile, takeFiles } from './file-intake';
import { OptionsCard } from './options-card';
import { OutboxList } from './outbox-list';
import { RecoveredCard } from './recovered-card';
import { RefusedFiles } from './refused-files';
import classes from './upload.module.css';
import { useOutbox } from './use-outbox';
import { useSendOptions } from './use-send-options';

/** The page that takes recordings: from the microphone, from files, and from what a crash left behind. */
export function NewRecording() {
  const { user } = useUser();
  if (user === null) return <RowsSkeleton rows={2} label="Loading" />;
  return <NewRecordingOf key={user.uid} userId={user.uid} />;
}

function NewRecordingOf({ userId }: { userId: string }) {
  const { rows, online, trouble, client } = useOutbox(userId);
  const recording = isLive(useRecorder(client.recorder).state);
  const router = useRouter();
  const [options, setOptions] = useSendOptions();
  const [maxBytes, setMaxBytes] = useState<number | null>(null);
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const [littleRoom, setLittleRoom] = useState<string | null>(null);
  /** Items whose page the person is taken to once they have one. */
  const followed = useRef(new Set<string>());
  const openPicker = useRef<(() => void) | null>(null);
  const list = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');

  useUnloadWarning(
    rows.some(({ item }) => item.kept === 'tab' && client.store.holdsInTab(item.id)),
  );

  useEffect(() => {
    const leaving = new AbortController();
    void prepareContentCheck();
    void fetchMaxBytes(leaving.signal).then(setMaxBytes);
    void warnOfLittleRoom(navigator.storage).then(setLittleRoom);
    return () => leaving.abort();
  }, []);

  useEffect(() => {
    const arrived = rows.find(({ item }) => item.jobId !== null && followed.current.has(item.id));
    if (arrived === undefined || recording) return;
    followed.current.delete(arrived.item.id);
    router.push(`/jobs/${arrived.item.jobId ?? ''}`);
  }, [rows, recording, router]);

  const take = async (
    files: readonly File[],
    origin: 'file' | 'sample',
    again: boolean = origin === 'sample',
  ) => {
    void askToPersist(navigator.storage);
    const intake = await takeFiles(files, client, { options, maxBytes, origin, again });
    if (origin === 'sample') for (const id of intake.taken) followed.current.add(id);
    setRefused((former) => [...former, ...intake.refused]);
    if (intake.taken.length === 0) return;
    setSaid(intake.taken.length === 1 ? 'One file added.' : `${intake.taken.length} files added.`);
    list.current?.scrollIntoView({ block: 'nearest' });
  };
  const forget = ({ id }: RefusedFile) =>
    setRefused((former) => former.filter((one) => one.id !== id));

  const own = rows.filter(({ item }) => !(recording && item.state === 'recording'));
  const recovered = own.filter(({ item }) => item.hold === 'recovered');
  const warning = trouble ?? littleRoom;
  return (
    <>
      <PageHeader
        title="New recording"
        description="Speak, or bring recordings that you have. You can leave while they are worked on."
      />
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <div className={classes.column}>
        {recovered.map(({ item }) => (
          <RecoveredCard
            key={item.id}
            item={item}
            client={client}
            onSend={() => {
              followed.current.add(item.id);
              void client.outbox.send(item.id);
            }}
          />
        ))}
        {warning !== null && (
          <Alert
            color={trouble === null ? 'yellow' : 'red'}
            variant="light"
            radius="xl"
            icon={<IconDatabaseExclamation />}
            role="alert"
          >
            <Text size="sm" c="var(--mantine-color-text)">
              {warning}
            </Text>
          </Alert>
        )}
        <AllowanceNotice />
        <div className={classes.columns}>
          <div className={classes.column}>
            <RecorderCard
              recorder={client.recorder}
              options={options}
              onBegin={() => void askToPersist(navigator.storage)}
              onRecorded={(id) => followed.current.add(id)}
              onUpload={() => openPicker.current?.()}
            />
            <RefusedFiles
              files={refused}
              onDismiss={forget}
              onAddAnyway={(one) => {
                forget(one);
                void take([one.file], 'file', true);
              }}
            />
            <OutboxList
              rows={own.filter((row) => !recovered.includes(row))}
              online={online}
              client={client}
              ref={list}
            />
          </div>
          <div className={classes.column}>
            <DropArea
              maxBytes={maxBytes}
              onFiles={(files) => void take(files, 'file')}
              onSample={(file) => void take([file], 'sample')}
              openRef={openPicker}
            />
            <OptionsCard options={options} onChange={setOptions} />
          </div>
        </div>
      </div>
    </>
  );
}
