import { UNSUPPORTED } from './send-error';

/** Containers of sound or film that the detector files under another type than audio or video. */
const ALSO_MEDIA = new Set(['application/mxf', 'application/ogg', 'application/vnd.ms-asf']);

/** As much of a file as its type can be told from. Bytes. */
const HEAD_BYTES = 8192;

/** Loads the detector while there is a network: files may be chosen when there is none. */
export async function prepareContentCheck(): Promise<void> {
  await loadDetector();
}

/**
 * Looks at a file's first bytes, so that nobody waits for the upload of a zip named `.mp3`. Only a certain
 * "this is something else" refuses; when nothing is recognised the server decides. Null means: go on. Rejects
 * when the file cannot be read.
 */
export async function checkContent(file: Blob): Promise<string | null> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const detector = await loadDetector();
  // It throws when the part ends inside a tag (cover art before the sound): that too is "not recognised".
  const found = await detector?.fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined || /^(audio|video)\//.test(found.mime) || ALSO_MEDIA.has(found.mime)) {
    return null;
  }
  return UNSUPPORTED;
}

/** Null when its code cannot be had for want of a network: then the server alone looks. */
async function loadDetector() {
  return import('file-type').catch(() => null);
}
