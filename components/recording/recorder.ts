import { createItem, type OutboxItem } from '@/lib/outbox/item';
import type { Outbox } from '@/lib/outbox/outbox';
import type { ItemLocks } from '@/lib/outbox/item-lock';
import type { OutboxStore } from '@/lib/outbox/outbox-store';

import type { UnsavedReason } from './chunk-writer';
import { missingAbility, problemFromError } from './microphone-problem';
import { closeMicrophone, openMicrophone, type OpenedMicrophone } from './open-microphone';
import {
  IDLE,
  nextState,
  type RecorderEvent,
  type RecorderState,
  type StopReason,
} from './recorder-state';
import { chooseFormat } from './recording-format';
import { type About, RecordingSession } from './recording-session';

export interface RecorderSnapshot {
  state: RecorderState;
  /** The sound that comes in, for the meter; null when nothing does. */
  stream: MediaStream | null;
  deviceLabel: string;
  /** The device that was chosen is gone, and another one records. */
  replaced: boolean;
  /** Not null while the newest sound is in memory alone. */
  unsaved: UnsavedReason | null;
  /** What this browser could not keep at all: to be downloaded now. */
  rescue: Blob | null;
  /** The system muted the microphone: a phone call, a hardware switch. */
  muted: boolean;
}

export interface RecorderPorts {
  userId: string;
  store: OutboxStore;
  locks: ItemLocks;
  outbox: Pick<Outbox, 'refresh' | 'remove' | 'keepInTab'>;
}

const QUIET: RecorderSnapshot = {
  state: IDLE,
  stream: null,
  deviceLabel: '',
  replaced: false,
  unsaved: null,
  rescue: null,
  muted: false,
};

/** The recorder of a page: one recording at a time, shown through a snapshot that is replaced at each change. */
export class Recorder {
  private snapshot = QUIET;
  private session: RecordingSession | null = null;
  private about: About | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly ports: RecorderPorts) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): RecorderSnapshot => this.snapshot;

  /** Asks for the microphone and begins. Failures end up in the snapshot. */
  async start(deviceId: string | null, about: About): Promise<void> {
    if (!this.dispatch({ type: 'requested' })) return;
    this.about = about;
    this.set({ ...QUIET, state: this.snapshot.state });
    const mimeType =
      typeof MediaRecorder === 'undefined'
        ? null
        : chooseFormat((type) => MediaRecorder.isTypeSupported(type));
    const missing = missingAbility({
      secure: isSecureContext,
      microphone: 'mediaDevices' in navigator,
      mimeType,
    });
    if (missing !== null || mimeType === null) {
      if (missing !== null) this.dispatch({ type: 'refused', problem: missing });
      return;
    }
    let microphone: OpenedMicrophone | null = null;
    try {
      microphone = await openMicrophone(navigator.mediaDevices, deviceId);
      if (this.snapshot.state.phase !== 'requesting') {
        closeMicrophone(microphone.stream);
        return;
      }
      await this.begin(microphone, mimeType, about);
    } catch (error) {
      if (microphone !== null) closeMicrophone(microphone.stream);
      this.session = null;
      this.dispatch({ type: 'refused', problem: problemFromError(error) });
    }
  }

  pause(): void {
    if (this.dispatch({ type: 'paused', at: performance.now() })) this.session?.pause();
  }

  resume(): void {
    if (this.dispatch({ type: 'resumed', at: performance.now() })) this.session?.resume();
  }

  /** Sets the name and options with which the recording will be sent; until it is stopped. */
  describe(about: About): void {
    this.about = about;
  }

  /** Ends the recording and puts it away; resolves when it is safe, and on its way unless the person left. */
  async stop(reason: StopReason): Promise<void> {
    if (!this.dispatch({ type: 'stopped', at: performance.now(), reason })) return;
    const { session, about } = this;
    this.session = null;
    if (session === null || about === null) return;
    const rescue = await session.finish(about, reason === 'left');
    if (session.isEmpty) await this.ports.outbox.remove(session.item.id);
    this.set({ stream: null, unsaved: null, rescue });
    this.dispatch({ type: 'saved' });
    if (reason === 'left') this.dismiss();
    await this.ports.outbox.refresh();
  }

  /** Ends the recording and forgets it; also takes back a question for the microphone. */
  async discard(): Promise<void> {
    const { session } = this;
    this.session = null;
    this.dispatch({ type: 'discarded' });
    this.set({ stream: null, unsaved: null });
    if (session === null) return;
    await session.abandon();
    await this.ports.outbox.remove(session.item.id);
  }

  /** Back to the start, after a recording was saved or could not begin. */
  dismiss(): void {
    this.dispatch({ type: 'dismissed' });
  }

  private async begin(microphone: OpenedMicrophone, mimeType: string, about: About): Promise<void> {
    const item = createItem(
      {
        id: crypto.randomUUID(),
        userId: this.ports.userId,
        origin: 'microphone',
        mimeType,
        createdAt: Date.now(),
        durationMs: 0,
        ...about,
      },
      'recording',
    );
    const { store, locks, outbox } = this.ports;
    const sessionPorts = {
      store,
      locks,
      keepInTab: (one: OutboxItem, bytes: Blob) => outbox.keepInTab(one, bytes),
    };
    this.session = await RecordingSession.begin(item, microphone.stream, sessionPorts, {
      onUnsaved: (unsaved) => this.set({ unsaved }),
      onMuted: (muted) => this.set({ muted }),
      onEnded: (reason) => void this.stop(reason),
    });
    this.dispatch({ type: 'granted', itemId: item.id, at: performance.now() });
    this.set({
      stream: microphone.stream,
      deviceLabel: microphone.label,
      replaced: microphone.replaced,
    });
  }

  private dispatch(event: RecorderEvent): boolean {
    const state = nextState(this.snapshot.state, event);
    const moved = state !== this.snapshot.state;
    if (moved) this.set({ state });
    return moved;
  }

  private set(change: Partial<RecorderSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    for (const listener of this.listeners) listener();
  }
}
