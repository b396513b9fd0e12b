import { DefaultHttpStack, type HttpRequest, type HttpStack } from 'tus-js-client';

/** A half-open connection never says that it is one: what does not move for so long is lost. */
const STALLED_MS = 60_000;

/** The browser's own requests, which fail as by a lost network when nothing moves any more. */
export function watchedRequests(): HttpStack {
  const stack = new DefaultHttpStack({});
  return {
    getName: () => stack.getName(),
    createRequest: (method, url) => watched(stack.createRequest(method, url)),
  };
}

function watched(request: HttpRequest): HttpRequest {
  const watch = new StallWatch(STALLED_MS);
  return {
    getMethod: () => request.getMethod(),
    getURL: () => request.getURL(),
    setHeader: (header, value) => request.setHeader(header, value),
    getHeader: (header) => request.getHeader(header),
    getUnderlyingObject: (): unknown => request.getUnderlyingObject(),
    setProgressHandler: (handler) =>
      request.setProgressHandler((sent) => {
        watch.moved();
        handler(sent);
      }),
    send: (body) =>
      new Promise((resolve, reject) => {
        watch.start(() => {
          reject(new Error('Nothing moved for too long.'));
          void request.abort();
        });
        void request
          .send(body)
          .then(resolve, reject)
          .finally(() => watch.stop());
      }),
    abort: () => {
      watch.stop();
      return request.abort();
    },
  };
}

/** Calls once when it was told of no movement for a while. */
class StallWatch {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stalled: (() => void) | null = null;

  constructor(private readonly ms: number) {}

  start(stalled: () => void): void {
    this.stalled = stalled;
    this.moved();
  }

  moved(): void {
    clearTimeout(this.timer);
    if (this.stalled !== null) this.timer = setTimeout(this.stalled, this.ms);
  }

  stop(): void {
    this.stalled = null;
    clearTimeout(this.timer);
  }
}
