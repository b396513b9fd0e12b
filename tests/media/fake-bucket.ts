import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { CRC32C, Storage } from '@google-cloud/storage';
import type { Bucket } from '@google-cloud/storage';

interface StoredObject {
  bytes: Buffer;
  metadata: Record<string, string>;
  generation: number;
  metageneration: number;
}

const BUCKET = 'recordings';

/** A server on loopback that speaks as much of Cloud Storage's JSON API as the driver uses. */
export async function startFakeBucket(): Promise<{ bucket: Bucket; stop: () => Promise<void> }> {
  const objects = new Map<string, StoredObject>();
  const server = createServer((request, response) => {
    answer(objects, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const storage = new Storage({
    apiEndpoint: `http://127.0.0.1:${port}`,
    projectId: 'demo-media',
    useAuthWithCustomEndpoint: false,
  });
  return {
    bucket: storage.bucket(BUCKET),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function answer(
  objects: Map<string, StoredObject>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const body = await bodyOf(request);
  const send = (status: number, value?: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(value === undefined ? '' : JSON.stringify(value));
  };
  const refuse = (status: number): void => {
    send(status, { error: { code: status, message: `refused with ${status}` } });
  };
  const wanted = (name: string): number | null => {
    const value = url.searchParams.get(name);
    return value === null ? null : Number(value);
  };

  if (url.pathname === `/upload/storage/v1/b/${BUCKET}/o` && request.method === 'POST') {
    const { info, bytes } = partsOf(body, String(request.headers['content-type']));
    const name = info.name ?? url.searchParams.get('name') ?? '';
    const current = objects.get(name);
    const match = wanted('ifGenerationMatch');
    if (match !== null && match !== (current?.generation ?? 0)) return refuse(412);
    const generation = (current?.generation ?? 0) + 1;
    objects.set(name, { bytes, metadata: info.metadata ?? {}, generation, metageneration: 1 });
    return send(200, resource(name, objects.get(name)!));
  }
  const folder = `/storage/v1/b/${BUCKET}/o`;
  if (url.pathname === folder && request.method === 'GET') {
    const prefix = url.searchParams.get('prefix') ?? '';
    const names = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort();
    return send(200, { items: names.map((name) => resource(name, objects.get(name)!)) });
  }
  if (!url.pathname.startsWith(`${folder}/`)) return refuse(404);
  const name = decodeURIComponent(url.pathname.slice(folder.length + 1));
  const found = objects.get(name);
  if (found === undefined) return refuse(404);
  if (request.method === 'DELETE') {
    objects.delete(name);
    return send(204);
  }
  if (request.method === 'PATCH') {
    const match = wanted('ifMetagenerationMatch');
    if (match !== null && match !== found.metageneration) return refuse(412);
    const change = JSON.parse(body.toString()) as { metadata: Record<string, string> };
    found.metadata = { ...found.metadata, ...change.metadata };
    found.metageneration += 1;
    return send(200, resource(name, found));
  }
  if (url.searchParams.get('alt') !== 'media') return send(200, resource(name, found));
  const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
  const bytes = found.bytes.subarray(Number(from ?? 0), to ? Number(to) + 1 : undefined);
  response.writeHead(from === undefined ? 200 : 206, { 'content-length': bytes.length });
  response.end(bytes);
}

function resource(name: string, object: StoredObject) {
  return {
    kind: 'storage#object',
    name,
    bucket: BUCKET,
    size: String(object.bytes.length),
    generation: String(object.generation),
    metageneration: String(object.metageneration),
    metadata: object.metadata,
    crc32c: checksumOf(object.bytes),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** The two parts of a `multipart/related` upload: the object's description and its bytes. */
function partsOf(body: Buffer, contentType: string) {
  const boundary = /boundary="?([^";]+)/.exec(contentType)?.[1] ?? '';
  const delimiter = Buffer.from(`--${boundary}`);
  const sections: Buffer[] = [];
  let at = body.indexOf(delimiter);
  while (at >= 0) {
    const next = body.indexOf(delimiter, at + delimiter.length);
    if (next < 0) break;
    const section = body.subarray(at + delimiter.length + 2, next - 2);
    sections.push(section.subarray(section.indexOf('\r\n\r\n') + 4));
    at = next;
  }
  const [description = Buffer.from('{}'), bytes = Buffer.alloc(0)] = sections;
  const info = JSON.parse(description.toString()) as {
    name?: string;
    metadata?: Record<string, string>;
  };
  return { info, bytes: Buffer.from(bytes) };
}

function checksumOf(bytes: Buffer): string {
  const checksum = new CRC32C();
  checksum.update(bytes);
  return checksum.toString();
}
