/** What a player's controls show. */
export interface PlayerState {
  /** `none`: there is no recording to play. */
  status: 'none' | 'loading' | 'ready' | 'failed';
  playing: boolean;
  /** Playing, but waiting for data. */
  stalled: boolean;
  rate: number;
}

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** Before anything was played or pointed at. */
export const UNTOUCHED = -1;

/** The recording's player. Without a recording it still remembers the moment that was last pointed at. */
export interface Player {
  attach(audio: HTMLAudioElement): () => void;
  state(): PlayerState;
  /** Calls back at every change of `state()`. */
  subscribe(changed: () => void): () => void;
  /** Seconds; `UNTOUCHED` before the first play or seek. */
  time(): number;
  /** Calls back as time passes: every frame while it plays, and after a seek. */
  subscribeTime(passed: () => void): () => void;
  play(): void;
  toggle(): void;
  seek(seconds: number): void;
  skip(seconds: number): void;
  setRate(rate: number): void;
  /** One step of `RATES` up or down. */
  stepRate(step: 1 | -1): void;
}

const INITIAL: PlayerState = { status: 'none', playing: false, stalled: false, rate: 1 };

/** A player for one page. `duration` in seconds, as the transcript says it: the file's own may be unknown. */
export function createPlayer(duration: number): Player {
  let audio: HTMLAudioElement | null = null;
  let state = INITIAL;
  let moment = UNTOUCHED;
  let frame = 0;
  const changed = new Set<() => void>();
  const passed = new Set<() => void>();

  const update = (change: Partial<PlayerState>) => {
    state = { ...state, ...change };
    for (const listener of changed) listener();
  };
  const tick = () => {
    if (audio !== null && moment !== UNTOUCHED) moment = audio.currentTime;
    for (const listener of passed) listener();
  };
  const loop = () => {
    tick();
    frame = requestAnimationFrame(loop);
  };
  const stop = () => {
    cancelAnimationFrame(frame);
    tick();
    update({ playing: false, stalled: false });
  };

  const player: Player = {
    attach(element) {
      audio = element;
      audio.playbackRate = state.rate;
      if (moment !== UNTOUCHED) audio.currentTime = moment;
      update({ status: 'loading', playing: false, stalled: false });
      const on: Record<string, () => void> = {
        loadedmetadata: () => update({ status: 'ready' }),
        play: () => {
          if (moment === UNTOUCHED) moment = element.currentTime;
          cancelAnimationFrame(frame);
          update({ playing: true });
          loop();
        },
        waiting: () => update({ stalled: true }),
        playing: () => update({ stalled: false, status: 'ready' }),
        pause: stop,
        ended: stop,
        seeked: tick,
        error: () => {
          cancelAnimationFrame(frame);
          update({ status: 'failed', playing: false, stalled: false });
        },
      };
      for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
      return () => {
        for (const [name, listener] of Object.entries(on)) {
          element.removeEventListener(name, listener);
        }
        cancelAnimationFrame(frame);
        audio = null;
        update({ status: 'none', playing: false, stalled: false });
      };
    },
    state: () => state,
    subscribe(listener) {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    time: () => moment,
    subscribeTime(listener) {
      passed.add(listener);
      return () => passed.delete(listener);
    },
    play() {
      // A refusal to play arrives as the element's `error` event, or is the browser's own policy: no news here.
      void audio?.play().catch(() => undefined);
    },
    toggle() {
      if (audio === null) return;
      if (audio.paused) player.play();
      else audio.pause();
    },
    seek(seconds) {
      moment = Math.min(Math.max(0, seconds), duration);
      if (audio !== null) audio.currentTime = moment;
      tick();
    },
    skip(seconds) {
      player.seek((moment === UNTOUCHED ? 0 : moment) + seconds);
    },
    setRate(rate) {
      if (audio !== null) audio.playbackRate = rate;
      update({ rate });
    },
    stepRate(step) {
      const next = RATES[RATES.findIndex((rate) => rate === state.rate) + step];
      if (next !== undefined) player.setRate(next);
    },
  };
  return player;
}
