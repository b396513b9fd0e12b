/** A WAV file of so many bytes: a true header, and silence. */
export function wavFile(size = 4_000): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(size);
  const view = new DataView(file.buffer);
  const text = (at: number, word: string): void => {
    for (let index = 0; index < word.length; index++)
      view.setUint8(at + index, word.charCodeAt(index));
  };
  text(0, 'RIFF');
  view.setUint32(4, size - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 16_000, true);
  view.setUint32(28, 32_000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, size - 44, true);
  return file;
}

/** A ZIP's first bytes, whatever its name says. */
export function zipFile(): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(500);
  file.set([0x50, 0x4b, 0x03, 0x04, 0x14]);
  return file;
}
