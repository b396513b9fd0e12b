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
  const { status, value, bytes } = answerTo(objects, request, url, body);
  response.writeHead(status, {
    'content-type': bytes === undefined ? 'application/json' : 'application/octet-stream',
  });
  response.end(bytes ?? (value === undefined ? '' : JSON.stringify(value)));
}

interface Answer {
  status: number;
  value?: unknown;
  bytes?: Buffer;
}

const refuse = (status: number): Answer => ({
  status,
  value: { error: { code: status, message: `refused with ${status}` } },
});

function answerTo(
  objects: Map<string, StoredObject>,
  { method, headers }: IncomingMessage,
  url: URL,
  body: Buffer,
): Answer {
  const differs = (condition: string, current: number): boolean => {
    const wanted = url.searchParams.get(condition);
    return wanted !== null && Number(wanted) !== current;
  };
  const folder = `/storage/v1/b/${BUCKET}/o`;

  if (url.pathname === `/upload${folder}` && method === 'POST') {
    const { info, bytes } = partsOf(body, String(headers['content-type']));
    const name = info.name ?? url.searchParams.get('name') ?? '';
    const before = objects.get(name)?.generation ?? 0;
    if (differs('ifGenerationMatch', before)) return refuse(412);
    const generation = before + 1;
    const object = { bytes, metadata: info.metadata ?? {}, generation, metageneration: 1 };
    objects.set(name, object);
    return { status: 200, value: resource(name, object) };
  }
  if (url.pathname === folder && method === 'GET') {
    const prefix = url.searchParams.get('prefix') ?? '';
    const found = [...objects].filter(([name]) => name.startsWith(prefix));
    const items = found.map(([name, object]) => resource(name, object));
    return { status: 200, value: { items: items.toSorted((a, b) => (a.name < b.name ? -1 : 1)) } };
  }
  if (!url.pathname.startsWith(`${folder}/`)) return refuse(404);
  const name = decodeURIComponent(url.pathname.slice(folder.length + 1));
  const object = objects.get(name);
  if (object === undefined) return refuse(404);
  if (method === 'DELETE') {
    objects.delete(name);
    return { status: 204 };
  }
  if (method === 'PATCH') {
    if (differs('ifMetagenerationMatch', object.metageneration)) return refuse(412);
    const change = JSON.parse(body.toString()) as { metadata: Record<string, string> };
    object.metadata = { ...object.metadata, ...change.metadata };
    object.metageneration += 1;
    return { status: 200, value: resource(name, object) };
  }
  if (url.searchParams.get('alt') !== 'media')
    return { status: 200, value: resource(name, object) };
  const [, from, to] = /bytes=(\d+)-(\d*)/.exec(headers.range ?? '') ?? [];
  if (from === undefined) return { status: 200, bytes: object.bytes };
  const end = to === undefined || to === '' ? undefined : Number(to) + 1;
  return { status: 206, bytes: object.bytes.subarray(Number(from), end) };
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
