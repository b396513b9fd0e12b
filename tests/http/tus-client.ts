import { expect } from 'vitest';

import type { Answer, Api, Ask } from './api';
import type { Person } from './auth-emulator';

const VERSION = { 'tus-resumable': '1.0.0' };

function metadata(fileName: string): string {
  return `filename ${Buffer.from(fileName).toString('base64')},filetype ${btoa('audio/wav')}`;
}

export interface Piece {
  offset: number;
  bytes: BodyInit;
}

/** The requests of a tus client, one by one. */
export function tusClient(api: Api, person: Person) {
  const as = person;
  const begin = (size: number, ask: Ask = {}): Promise<Answer> =>
    api.call('POST', '/api/uploads', {
      as,
      ...ask,
      headers: {
        ...VERSION,
        'upload-length': String(size),
        'upload-metadata': metadata('talk.wav'),
        ...ask.headers,
      },
    });
  const send = (id: string, { offset, bytes }: Piece, ask: Ask = {}): Promise<Answer> =>
    api.call('PATCH', `/api/uploads/${id}`, {
      as,
      bytes,
      ...ask,
      headers: {
        ...VERSION,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
        ...ask.headers,
      },
    });
  return {
    begin,
    send,
    look: (id: string): Promise<Answer> =>
      api.call('HEAD', `/api/uploads/${id}`, { as, headers: VERSION }),
    drop: (id: string): Promise<Answer> =>
      api.call('DELETE', `/api/uploads/${id}`, { as, headers: VERSION }),
    /** The id of a begun upload. */
    async beginId(size: number): Promise<string> {
      const answer = await begin(size);
      expect(answer.status, JSON.stringify(answer.json)).toBe(201);
      return idOf(answer);
    },
    /** Uploads a file in one piece and answers its id. */
    async upload(file: Uint8Array<ArrayBuffer>): Promise<string> {
      const id = idOf(await begin(file.length));
      const sent = await send(id, { offset: 0, bytes: file });
      expect(sent.status, JSON.stringify(sent.json)).toBe(204);
      return id;
    },
  };
}

/** The last segment of where an upload is. */
export function idOf(answer: Answer): string {
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}
