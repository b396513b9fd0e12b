const TRIES = 3;
const PORT_TAKEN = /address already in use|EADDRINUSE|port taken|BindException/i;

/** Between finding a port free and using it somebody else may take it: tries again with other ports. */
export async function withFreshPorts<T>(start: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await start();
    } catch (error) {
      if (tries === TRIES || !(error instanceof Error) || !PORT_TAKEN.test(error.message)) {
        throw error;
      }
    }
  }
}
