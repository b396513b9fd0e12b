import { MemoryLocker, Server } from '@tus/server';

import type { MediaStore } from '../storage/media-store';
import { judgeMedia } from './judge-media';
import { OwnedUploads } from './owned-uploads';
import { refusalOf, refusalOfStatus } from './tus-refusal';
import { UploadError } from './upload-error';

/** Where uploads are served. */
const PATH = '/api/uploads';

/** A person may keep as much as this many of the largest files. */
const QUOTA_FILES = 20;

/** One for the process: two requests of one upload must meet in it. */
const locker = new MemoryLocker();

export interface UploadRequest {
  media: MediaStore;
  ownerId: string;
  /** Bytes of the largest file. */
  maxBytes: number;
  /** Of the address; null for a request that names no upload. */
  uploadId: string | null;
}

/**
 * Answers one request of the tus protocol.
 * @throws UploadError for what is refused; whatever the media store throws
 */
export async function answerUpload(request: Request, upload: UploadRequest): Promise<Response> {
  const { media, ownerId, maxBytes, uploadId } = upload;
  let thrown: unknown = null;
  const server = new Server({
    path: PATH,
    relativeLocation: true,
    maxSize: maxBytes,
    locker,
    datastore: new OwnedUploads(media, { ownerId, quotaBytes: QUOTA_FILES * maxBytes }),
    getFileIdFromRequest: () => uploadId ?? undefined,
    // Only this site's own pages upload: no other origin is told anything.
    allowedOrigins: () => false,
    async onUploadFinish(_, { id }) {
      const info = await media.info(id);
      if (info === null) throw new UploadError('not_found', 'The upload was deleted meanwhile.');
      await judgeMedia(media, info);
      return {};
    },
    onResponseError(_, error) {
      thrown = error;
      return undefined;
    },
  });
  const response = await server.handleWeb(protocolRequest(request));
  if (thrown !== null) throw refusalOf(thrown);
  if (response.status >= 400) throw refusalOfStatus(response.status, await response.text());
  response.headers.delete('Access-Control-Expose-Headers');
  return response;
}

/**
 * The request with the protocol's own headers alone. A chain of proxies writes `X-Forwarded-Proto: https,http`,
 * which the protocol's implementation would refuse.
 */
function protocolRequest(request: Request): Request {
  const headers = [...request.headers].filter(([name]) => PROTOCOL_HEADER.test(name));
  const { method, body, signal } = request;
  const init: RequestInit & { duplex: 'half' } = { method, headers, body, signal, duplex: 'half' };
  return new Request(request.url, init);
}

const PROTOCOL_HEADER = /^(?:host|content-type|content-length|tus-.+|upload-.+)$/;
