import type { IncomingMessage } from 'node:http';

import type { ReceivedRequest } from './reply';
import type { WireFormat } from './wire-format';

/** Reads a call whole. */
export async function receive(
  message: IncomingMessage,
  formats: readonly WireFormat[],
): Promise<{ request: ReceivedRequest; format: WireFormat | undefined }> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? '/', 'http://provider');
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
  );
  const body = await bodyOf(Buffer.concat(chunks), headers['content-type'] ?? '');
  const format = formats.find((candidate) => candidate.handles(url.pathname));
  const call = { path: url.pathname, body };
  return {
    format,
    request: {
      ...call,
      provider: url.pathname.split('/')[1] ?? '',
      key: keyOf(headers),
      headers,
      model: format?.model(call) ?? '',
      stream: format?.streams(call) ?? false,
    },
  };
}

function keyOf(headers: Record<string, string>): string {
  const bearer = /^Bearer (.*)$/.exec(headers['authorization'] ?? '')?.[1];
  return bearer ?? headers['x-goog-api-key'] ?? headers['api-key'] ?? '';
}

async function bodyOf(bytes: Buffer, type: string): Promise<Record<string, unknown>> {
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(bytes), {
      headers: { 'content-type': type },
    }).formData();
    const fields: Record<string, unknown> = {};
    for (const name of new Set(form.keys())) {
      const values = form.getAll(name);
      fields[name] = name.endsWith('[]') ? values : values[0];
    }
    return fields;
  }
  return bytes.length === 0 ? {} : (JSON.parse(bytes.toString('utf8')) as Record<string, unknown>);
}
