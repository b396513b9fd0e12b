import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Rendered once, at build time: the running server needs no `samples` folder. */
export const dynamic = 'force-static';

const FILE_NAME = 'weekly-planning-meeting.mp3';

/** The bundled sample recording. */
export async function GET(): Promise<Response> {
  const bytes = await readFile(path.join(process.cwd(), 'samples', FILE_NAME));
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'audio/mpeg',
      'Content-Disposition': `attachment; filename="${FILE_NAME}"`,
      'Cache-Control': 'public, max-age=3600',
    },
  });
}
