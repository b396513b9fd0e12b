/** What the browser is asked for: one voice, cleaned. */
const VOICE = {
  channelCount: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
} as const;

export interface OpenedMicrophone {
  stream: MediaStream;
  /** The name that the system gives it; empty when it gives none. */
  label: string;
  /** True when the wanted device was gone and another one answered. */
  replaced: boolean;
}

/**
 * Asks for the microphone: the wanted device, or whichever there is when that one is gone. Rejects with the
 * browser's `DOMException`.
 */
export async function openMicrophone(
  media: Pick<MediaDevices, 'getUserMedia'>,
  deviceId: string | null,
): Promise<OpenedMicrophone> {
  if (deviceId !== null) {
    try {
      const stream = await media.getUserMedia({
        audio: { ...VOICE, deviceId: { exact: deviceId } },
      });
      return { stream, label: labelOf(stream), replaced: false };
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  const stream = await media.getUserMedia({ audio: VOICE });
  return { stream, label: labelOf(stream), replaced: deviceId !== null };
}

/** Ends every track, which puts out the browser's recording light. */
export function closeMicrophone(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function labelOf(stream: MediaStream): string {
  return stream.getAudioTracks()[0]?.label ?? '';
}

function isGone(error: unknown): boolean {
  return (
    error instanceof DOMException &&
    (error.name === 'OverconstrainedError' || error.name === 'NotFoundError')
  );
}
