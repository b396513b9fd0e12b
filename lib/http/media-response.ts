import type { MediaInfo, MediaStore } from '../media/storage/media-store';
import { readRange } from './byte-range';
import { inlineDisposition } from './content-disposition';
import { HttpProblem } from './problem';

/**
 * A file, or the range of it that the request asks for.
 * @throws HttpProblem `range_not_satisfiable`
 */
export function mediaResponse(media: MediaStore, info: MediaInfo, request: Request): Response {
  // The bytes under an id never change.
  const etag = `"${info.id}"`;
  const headers: Record<string, string> = {
    'Content-Type': info.mediaType ?? 'application/octet-stream',
    'Content-Disposition': inlineDisposition(info.fileName),
    'Accept-Ranges': 'bytes',
    ETag: etag,
    // Kept by the person's browser alone, and asked for again each time: a sign-out must end it.
    'Cache-Control': 'private, no-cache, no-transform',
    Vary: 'Authorization, Cookie',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers });
  const ifRange = request.headers.get('if-range');
  const asked = ifRange === null || ifRange === etag ? request.headers.get('range') : null;
  const range = readRange(asked, info.size);
  if (range === 'none') {
    throw new HttpProblem('range_not_satisfiable', `The file has ${info.size} bytes.`, {
      headers: { 'Content-Range': `bytes */${info.size}` },
    });
  }
  if (range === 'whole') {
    return new Response(streamOf(media.read(info.id)), {
      headers: { ...headers, 'Content-Length': String(info.size) },
    });
  }
  return new Response(streamOf(media.read(info.id, range)), {
    status: 206,
    headers: {
      ...headers,
      'Content-Length': String(range.end - range.start + 1),
      'Content-Range': `bytes ${range.start}-${range.end}/${info.size}`,
    },
  });
}

/** Reads only as fast as the caller takes, and stops reading when the caller leaves. */
function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
