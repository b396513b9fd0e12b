import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { strToU8, zipSync } from 'fflate';

/** JAR specification: at most 72 bytes a line, without its line end. */
const MANIFEST_LINE_BYTES = 72;

/**
 * Writes a jar that `java -jar` can start (firebase-tools starts no other) for one that names no main class.
 * Answers its path.
 */
export async function writeLauncherJar(
  folder: string,
  jar: { path: string; mainClass: string },
): Promise<string> {
  const manifest = [
    'Manifest-Version: 1.0',
    `Main-Class: ${jar.mainClass}`,
    `Class-Path: ${pathToFileURL(jar.path).href}`,
    '',
  ]
    .map((line) => `${foldManifestLine(line)}\r\n`)
    .join('');
  const path = join(folder, 'firestore-emulator-launcher.jar');
  await writeFile(path, zipSync({ 'META-INF/MANIFEST.MF': strToU8(manifest) }));
  return path;
}

/** A continuation starts with one space, which counts. A file URL is ASCII, so bytes are characters. */
function foldManifestLine(line: string): string {
  const lines = [line.slice(0, MANIFEST_LINE_BYTES)];
  for (let at = MANIFEST_LINE_BYTES; at < line.length; at += MANIFEST_LINE_BYTES - 1) {
    lines.push(` ${line.slice(at, at + MANIFEST_LINE_BYTES - 1)}`);
  }
  return lines.join('\r\n');
}
