import { ApiProblem, authorization } from '@/hooks/api';
import { submitJob } from '@/hooks/job-actions';

/** The recording that comes with the app. */
const SAMPLE = {
  path: '/new/sample',
  name: 'Weekly planning meeting (sample).mp3',
  type: 'audio/mpeg',
};

/**
 * Uploads the bundled recording and starts its transcription. Answers the job's id.
 * @throws ApiProblem when a step was refused
 */
export async function sendSample(): Promise<string> {
  const file = await fetch(SAMPLE.path);
  if (!file.ok)
    throw refused(file, 'The sample could not be loaded. Reload the page and try again.');
  const mediaId = await upload(await file.blob());
  const job = await submitJob('transcription', {
    mediaId,
    fileName: SAMPLE.name,
    keepMedia: true,
  });
  return job.id;
}

/** The sample is small: tus takes it whole with the creation. */
async function upload(bytes: Blob): Promise<string> {
  const response = await fetch('/api/uploads', {
    method: 'POST',
    headers: {
      ...(await authorization()),
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(bytes.size),
      'Upload-Metadata': `filename ${btoa(SAMPLE.name)},filetype ${btoa(SAMPLE.type)}`,
      'Content-Type': 'application/offset+octet-stream',
    },
    body: bytes,
  });
  const mediaId = response.headers.get('Location')?.split('/').at(-1);
  if (!response.ok || mediaId === undefined) {
    throw refused(response, 'The sample could not be uploaded. Try again in a moment.');
  }
  return mediaId;
}

function refused(response: Response, detail: string): ApiProblem {
  return new ApiProblem({
    status: response.status,
    code: 'sample_failed',
    title: 'The sample did not start',
    detail,
  });
}
