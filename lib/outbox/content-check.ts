import { UNSUPPORTED } from './send-error';

/** Containers of sound or film that the detector files under another type than audio or video. */
const ALSO_MEDIA = new Set(['application/mxf', 'application/ogg', 'application/vnd.ms-asf']);

/**
 * Looks at a file's first bytes, so that nobody waits for the upload of a zip named `.mp3`. Only a certain
 * "this is something else" refuses; when nothing is recognised the server decides. Null means: go on.
 */
export async function checkContent(file: Blob): Promise<string | null> {
  const { fileTypeFromBuffer } = await import('file-type');
  const head = new Uint8Array(await file.slice(0, 8192).arrayBuffer());
  // It throws when the part ends inside a tag (cover art before the sound): that too is "not recognised".
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined || /^(audio|video)\//.test(found.mime) || ALSO_MEDIA.has(found.mime)) {
    return null;
  }
  return UNSUPPORTED;
}
