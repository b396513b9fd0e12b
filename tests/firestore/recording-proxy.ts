import { readFileSync } from 'node:fs';
import http2 from 'node:http2';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';

import protobuf from 'protobufjs';

import type { StructuredQuery } from './query-shape';

/** Where a method's message holds its query. */
const QUERY_PATHS: Record<string, { message: string; path: string[] }> = {
  RunQuery: { message: 'RunQueryRequest', path: ['structuredQuery'] },
  RunAggregationQuery: {
    message: 'RunAggregationQueryRequest',
    path: ['structuredAggregationQuery', 'structuredQuery'],
  },
  Listen: { message: 'ListenRequest', path: ['addTarget', 'query', 'structuredQuery'] },
};

/** gRPC: one byte that says whether it is compressed, four bytes of length, the message. */
const FRAME_HEADER_BYTES = 5;

export interface RecordingProxy {
  host: string;
  port: number;
  /** Every query that went through, in order. */
  queries: StructuredQuery[];
  close(): Promise<void>;
}

/** Stands between an SDK and the Firestore emulator and notes which queries really reach it. */
export async function startRecordingProxy(emulatorHost: string): Promise<RecordingProxy> {
  const types = loadTypes();
  const queries: StructuredQuery[] = [];
  const upstream = http2.connect(`http://${emulatorHost}`);
  const server = http2.createServer();
  const sessions = new Set<http2.ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
  });

  server.on('stream', (stream, headers) => {
    const target = upstream.request(headers, { endStream: false });
    const method = headers[':path']?.split('/').at(-1) ?? '';
    const record = recorder(types, method, queries);
    stream.on('data', (chunk: Buffer) => {
      record(chunk);
      target.write(chunk);
    });
    stream.on('end', () => target.end());
    stream.on('close', () => {
      target.close(http2.constants.NGHTTP2_CANCEL);
    });
    stream.on('error', () => target.destroy());
    target.on('response', (answer, flags) => {
      const endStream = (flags & http2.constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      if (stream.destroyed) return;
      stream.respond(answer, endStream ? { endStream } : { waitForTrailers: true });
      let trailers: http2.IncomingHttpHeaders = {};
      target.on('trailers', (received: http2.IncomingHttpHeaders) => {
        trailers = received;
      });
      stream.on('wantTrailers', () => {
        stream.sendTrailers(trailers);
      });
      if (!endStream) target.pipe(stream);
    });
    target.on('error', () => stream.destroy());
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: '127.0.0.1',
    port,
    queries,
    close: async () => {
      upstream.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
        for (const session of sessions) session.destroy();
      });
    },
  };
}

function loadTypes(): protobuf.Root {
  // The Admin SDK's own description of the wire format.
  const admin = createRequire(createRequire(import.meta.url).resolve('firebase-admin'));
  const path = admin.resolve('@google-cloud/firestore/build/protos/v1.json');
  return protobuf.Root.fromJSON(JSON.parse(readFileSync(path, 'utf8')) as protobuf.INamespace);
}

function recorder(
  types: protobuf.Root,
  method: string,
  queries: StructuredQuery[],
): (chunk: Buffer) => void {
  const where = QUERY_PATHS[method];
  if (where === undefined) return () => undefined;
  const type = types.lookupType(`google.firestore.v1.${where.message}`);
  let pending = Buffer.alloc(0);
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= FRAME_HEADER_BYTES) {
      const length = pending.readUInt32BE(1);
      if (pending.length < FRAME_HEADER_BYTES + length) return;
      if (pending[0] !== 0) throw new Error('a compressed message cannot be read');
      const message = pending.subarray(FRAME_HEADER_BYTES, FRAME_HEADER_BYTES + length);
      pending = pending.subarray(FRAME_HEADER_BYTES + length);
      let part: unknown = type.toObject(type.decode(message), { enums: String });
      for (const key of where.path) part = (part as Record<string, unknown> | undefined)?.[key];
      if (part !== undefined && part !== null) queries.push(part);
    }
  };
}
