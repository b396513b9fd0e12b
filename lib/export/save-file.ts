/** How long a browser may take to start reading the blob before its address is given back. */
const RELEASE_AFTER_MS = 30_000;

/** Hands a file to the browser's downloads. Browser only. */
export function saveFile(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_AFTER_MS);
}
