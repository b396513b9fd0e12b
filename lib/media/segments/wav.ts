const HEADER_BYTES = 44;

/** A mono 16-bit WAV file of the samples. */
export function wavOf(pcm: Int16Array, sampleRate: number): Uint8Array {
  const wav = new Uint8Array(HEADER_BYTES + pcm.length * 2);
  const view = new DataView(wav.buffer);
  const name = (at: number, text: string): void => {
    wav.set(new TextEncoder().encode(text), at);
  };
  name(0, 'RIFF');
  view.setUint32(4, wav.length - 8, true);
  name(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  name(36, 'data');
  view.setUint32(40, pcm.length * 2, true);
  pcm.forEach((sample, index) => {
    view.setInt16(HEADER_BYTES + index * 2, sample, true);
  });
  return wav;
}
