// Runs ffmpeg (WebAssembly) in a thread of its own: one file, one run, then the thread ends. Plain
// JavaScript because a thread is started from a file, whatever loaded the rest: tsx, a bundle, Next.
// What it decodes is hostile. It sees no host file and no network: only the two file descriptors that it
// was given, one to read and one to write.
import { readSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

import { voiceFrames } from './voice-frames.mjs';

const { inputFd, inputSize, outputFd, demuxer, maxSeconds, sampleRate, maxMemoryBytes, module } =
  workerData;

const PAGE = 65_536;
const LOG_LINES = 40;

// ffmpeg's build only knows browser workers: these are the names that it asks for.
globalThis.self = globalThis;
globalThis.location = { href: '' };
globalThis.importScripts = () => {
  throw new Error('not in this thread');
};
globalThis.FileReaderSync = class {
  readAsArrayBuffer({ start, end }) {
    const bytes = new Uint8Array(end - start);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(inputFd, bytes, filled, bytes.length - filled, start + filled);
      if (count === 0) break;
      filled += count;
    }
    return bytes.buffer;
  }
};

// Its allocator grows the heap through this call and takes a refusal as "out of memory".
const grow = WebAssembly.Memory.prototype.grow;
let memoryRefused = false;
WebAssembly.Memory.prototype.grow = function (pages) {
  if (this.buffer.byteLength + pages * PAGE > maxMemoryBytes) {
    memoryRefused = true;
    throw new RangeError('memory cap reached');
  }
  const before = grow.call(this, pages);
  memoryRefused = false;
  return before;
};

const log = [];
let written = 0;
let reported = 0;

const createCore = createRequire(import.meta.url)('@ffmpeg/core');
const core = await createCore({
  instantiateWasm(imports, done) {
    const instance = new WebAssembly.Instance(module, imports);
    done(instance, module);
    return instance.exports;
  },
});
core.setLogger(({ message }) => {
  log.push(message.slice(0, 300));
  if (log.length > LOG_LINES) log.shift();
});

const { FS } = core;
const inputName = 'media';
FS.mkdir('/in');
FS.mount(
  FS.filesystems.WORKERFS,
  {
    blobs: [
      {
        name: inputName,
        data: {
          size: inputSize,
          slice: (from, to) => {
            const start = Math.min(from, inputSize);
            const end = Math.min(to, inputSize);
            return { start, end, size: end - start };
          },
        },
      },
    ],
  },
  '/in',
);

const device = FS.makedev(64, 0);
FS.registerDevice(device, {
  open(stream) {
    stream.seekable = false;
  },
  close() {},
  write(_stream, buffer, offset, length) {
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
    let done = 0;
    while (done < length) {
      done += writeSync(outputFd, bytes, done, length - done, written + done);
    }
    written += length;
    if (written - reported >= sampleRate * 2 * 30) {
      reported = written;
      parentPort.postMessage({ type: 'progress', bytes: written });
    }
    return length;
  },
});
FS.mkdev('/dev/pcm', device);

// One second more than allowed is decoded, so that "too long" can be told from "just as long".
const command = [
  ...['-hide_banner', '-loglevel', 'warning', '-protocol_whitelist', 'file'],
  ...['-f', demuxer, '-i', `/in/${inputName}`],
  ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-t', String(maxSeconds + 1)],
  // Gaps of a paused recording become silence, so that times fit what a player shows.
  ...['-af', 'aresample=async=1:first_pts=0', '-ac', '1', '-ar', String(sampleRate)],
  ...['-c:a', 'pcm_s16le', '-f', 's16le', '/dev/pcm'],
];
let code;
try {
  code = core.exec(...command);
} catch (error) {
  // A trap inside ffmpeg: what the file made it do, not a fault of this program.
  code = -1;
  log.push(String(error));
}
const frames = await voiceFrames(outputFd, Math.floor(written / 2), sampleRate);
parentPort.postMessage({ type: 'done', code, bytes: written, memoryRefused, log, frames });
