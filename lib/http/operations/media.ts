import { defineOperation } from '../operation';
import { mediaParamSchema } from '../schemas/id-schemas';

const TUS_HEADERS = { 'Tus-Resumable': '`1.0.0`.' };

const TUS_PROBLEMS = [
  'invalid_upload',
  'unsupported_upload_version',
  'not_found',
  'upload_conflict',
  'upload_expired',
  'upload_busy',
  'payload_too_large',
] as const;

const ofUpload = {
  tag: 'Media',
  auth: 'user',
  params: mediaParamSchema,
  headers: TUS_HEADERS,
} as const;

export const createUpload = defineOperation({
  id: 'createUpload',
  method: 'POST',
  path: '/api/uploads',
  tag: 'Media',
  summary: 'Begin a resumable upload (tus 1.0)',
  description:
    'Any tus client does this. The last segment of `Location` is the media id that a transcription takes.',
  auth: 'user',
  headers: {
    ...TUS_HEADERS,
    'Upload-Length': 'Bytes of the whole file.',
    'Upload-Metadata': '`filename` and `filetype`, each in base64.',
  },
  answers: {
    201: {
      description: 'Begun.',
      headers: { Location: 'Where the bytes go.', 'Upload-Expires': 'When it is given up.' },
    },
  },
  problems: [...TUS_PROBLEMS, 'storage_full', 'unsupported_media'],
});

export const describeUploads = defineOperation({
  id: 'describeUploads',
  method: 'OPTIONS',
  path: '/api/uploads',
  tag: 'Media',
  summary: 'What this tus server can do',
  auth: 'none',
  answers: { 204: { description: 'In the headers.', headers: { 'Tus-Extension': 'Extensions.' } } },
  problems: [],
});

export const readUpload = defineOperation({
  ...ofUpload,
  id: 'readUpload',
  method: 'HEAD',
  path: '/api/uploads/{id}',
  summary: 'How much of an upload has arrived',
  answers: { 200: { description: 'In the headers.', headers: { 'Upload-Offset': 'Bytes.' } } },
  problems: TUS_PROBLEMS,
});

export const continueUpload = defineOperation({
  ...ofUpload,
  id: 'continueUpload',
  method: 'PATCH',
  path: '/api/uploads/{id}',
  summary: 'Send bytes of an upload',
  description:
    'When the last byte has arrived, the file is judged by its content: what is neither audio nor video is refused and deleted.',
  headers: { ...TUS_HEADERS, 'Upload-Offset': 'Where these bytes begin.' },
  binaryBody: 'application/offset+octet-stream',
  answers: { 204: { description: 'Received.', headers: { 'Upload-Offset': 'Bytes.' } } },
  problems: [...TUS_PROBLEMS, 'unsupported_media'],
});

export const abandonUpload = defineOperation({
  ...ofUpload,
  id: 'abandonUpload',
  method: 'DELETE',
  path: '/api/uploads/{id}',
  summary: 'Delete an upload',
  answers: { 204: { description: 'Deleted.' } },
  problems: TUS_PROBLEMS,
});

export const readMedia = defineOperation({
  id: 'readMedia',
  method: 'GET',
  path: '/api/media/{id}',
  tag: 'Media',
  summary: 'Play or download a recording',
  auth: 'user',
  params: mediaParamSchema,
  headers: { Range: 'One range of bytes, as players ask for it.' },
  answers: {
    200: { description: 'The whole file.', binary: 'application/octet-stream' },
    206: { description: 'The range.', binary: 'application/octet-stream' },
    304: { description: 'Not changed.' },
  },
  problems: ['range_not_satisfiable'],
});

export const deleteMedia = defineOperation({
  id: 'deleteMedia',
  method: 'DELETE',
  path: '/api/media/{id}',
  tag: 'Media',
  summary: 'Delete a recording',
  auth: 'user',
  params: mediaParamSchema,
  answers: { 204: { description: 'Deleted.' } },
  problems: [],
});
