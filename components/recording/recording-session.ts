import type { OutboxItem } from '@/lib/outbox/item';
import type { ItemEvent } from '@/lib/outbox/item-events';
import type { ItemLocks } from '@/lib/outbox/item-lock';
import type { OutboxStore } from '@/lib/outbox/outbox-store';
import type { SendOptions } from '@/lib/outbox/send-options';

import { ChunkWriter, type UnsavedReason } from './chunk-writer';
import { closeMicrophone } from './open-microphone';
import type { StopReason } from './recorder-state';
import { BITS_PER_SECOND } from './recording-format';
import { keepAwake } from './wake-lock';

/** How often the recorder hands over what it has: what a crash costs at most. Milliseconds. */
const TIMESLICE_MS = 1_000;

/** What a person may still change while recording. */
export interface About {
  name: string;
  options: SendOptions;
}

export interface SessionEvents {
  onUnsaved: (reason: UnsavedReason | null) => void;
  onMuted: (muted: boolean) => void;
  /** The recording ended without being asked to. */
  onEnded: (reason: StopReason) => void;
}

export interface SessionPorts {
  store: OutboxStore;
  locks: ItemLocks;
  /** Takes in what could not be written. */
  keepInTab: (item: OutboxItem, bytes: Blob) => Promise<void>;
}

/** One recording under way, and the lock that says that it lives. */
export class RecordingSession {
  private readonly over = new AbortController();
  private readonly stopped: Promise<unknown>;
  private recordedMs = 0;
  private since: number | null = null;
  private bytes = 0;

  private constructor(
    readonly item: OutboxItem,
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
    private readonly writer: ChunkWriter,
    private readonly ports: SessionPorts,
    /** Frees the item's lock. */
    private readonly unlock: () => Promise<void>,
  ) {
    this.stopped = new Promise((resolve) => {
      recorder.addEventListener('stop', resolve, { once: true });
    });
  }

  /**
   * Enters the item, takes its lock and starts the recorder. Rejects with the recorder's `DOMException`.
   * A browser without storage records into memory.
   */
  static async begin(
    item: OutboxItem,
    stream: MediaStream,
    ports: SessionPorts,
    events: SessionEvents,
  ): Promise<RecordingSession> {
    const unlock = await ports.locks.take(item.id);
    const writer = new ChunkWriter(ports.store, item.id, events.onUnsaved);
    try {
      const recorder = new MediaRecorder(stream, {
        mimeType: item.mimeType,
        audioBitsPerSecond: BITS_PER_SECOND,
      });
      await ports.store.begin(item).catch(() => events.onUnsaved('no_storage'));
      const session = new RecordingSession(item, stream, recorder, writer, ports, unlock);
      session.listen(events);
      recorder.start(TIMESLICE_MS);
      session.since = performance.now();
      return session;
    } catch (error) {
      await unlock();
      await ports.store.remove(item.id);
      throw error;
    }
  }

  /** Nothing was recorded: stopped before the first piece. */
  get isEmpty(): boolean {
    return this.bytes === 0;
  }

  pause(): void {
    this.hold();
    if (this.recorder.state !== 'recording') return;
    this.recorder.requestData();
    this.recorder.pause();
  }

  resume(): void {
    this.since = performance.now();
    if (this.recorder.state === 'paused') this.recorder.resume();
  }

  /**
   * Ends the recorder, writes the rest and leaves the item ready to be sent, or to be offered when `left`.
   * Resolves with the sound when this browser could not even list it: then only a download saves it.
   */
  async finish(about: About, left: boolean): Promise<Blob | null> {
    await this.end();
    try {
      return await this.putAway(about, left, await this.writer.settle());
    } finally {
      await this.unlock();
    }
  }

  /** Ends the recorder without keeping anything. */
  async abandon(): Promise<void> {
    await this.end();
    await this.writer.settle();
    await this.unlock();
  }

  private async putAway(
    about: About,
    left: boolean,
    unwritten: readonly ArrayBuffer[],
  ): Promise<Blob | null> {
    const { store } = this.ports;
    const { id } = this.item;
    if (unwritten.length === 0) {
      const event: ItemEvent = left
        ? { type: 'recovered' }
        : { type: 'stopped', durationMs: this.recordedMs };
      await store.apply(id, { type: 'described', ...about });
      await store.apply(id, event);
      return null;
    }
    const written = await store.bytes(this.item).catch(() => null);
    const whole = new Blob([...(written === null ? [] : [written]), ...unwritten], {
      type: this.item.mimeType,
    });
    const item: OutboxItem = {
      ...this.item,
      ...about,
      state: 'ready',
      hold: left ? 'recovered' : null,
      durationMs: this.recordedMs,
    };
    return this.ports.keepInTab(item, whole).then(
      () => null,
      () => whole,
    );
  }

  private async end(): Promise<void> {
    this.hold();
    if (this.recorder.state !== 'inactive') {
      this.recorder.stop();
      await this.stopped;
    }
    this.over.abort();
    closeMicrophone(this.stream);
  }

  private listen(events: SessionEvents): void {
    const { signal } = this.over;
    const { recorder } = this;
    recorder.addEventListener('dataavailable', (event) => {
      if (event.data.size === 0) return;
      this.bytes += event.data.size;
      this.writer.add(event.data, this.length());
    });
    recorder.addEventListener('stop', () => {
      if (!signal.aborted) events.onEnded('microphone_lost');
    });
    recorder.addEventListener('error', () => events.onEnded('recorder_failed'), { signal });
    const track = this.stream.getAudioTracks()[0];
    track?.addEventListener('ended', () => events.onEnded('microphone_lost'), { signal });
    track?.addEventListener('mute', () => events.onMuted(true), { signal });
    track?.addEventListener('unmute', () => events.onMuted(false), { signal });
    const flush = () => {
      if (document.hidden && recorder.state === 'recording') recorder.requestData();
    };
    document.addEventListener('visibilitychange', flush, { signal });
    keepAwake(signal);
  }

  private hold(): void {
    this.recordedMs = this.length();
    this.since = null;
  }

  private length(): number {
    return this.recordedMs + (this.since === null ? 0 : performance.now() - this.since);
  }
}
