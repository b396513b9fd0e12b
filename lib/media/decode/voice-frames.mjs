// Marks which 30 ms of a recording hold a voice (WebRTC's detector, as WebAssembly).
import { readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import createDetector from '@echogarden/fvad-wasm';

const FRAMES_PER_READ = 1_000;
/** 0 takes most sounds for a voice, 3 the fewest. */
const STRICTNESS = 2;
/** Where loud passages should lie for the detector, as a root mean square of 16-bit samples. */
const SPEECH_LEVEL = 3_000;
const MAX_GAIN = 32;

/**
 * @param {number} fd samples of a decoded recording, 16 bit
 * @param {number} samples how many there are
 * @param {number} sampleRate 8,000, 16,000, 32,000 or 48,000
 * @returns {Promise<{ voiced: Uint8Array, levels: Float32Array, frameSamples: number }>} by frame: 1 where
 * there is a voice, and the root mean square of its samples, 0 to 1
 */
export async function voiceFrames(fd, samples, sampleRate) {
  const frameSamples = (sampleRate * 30) / 1_000;
  const frames = Math.ceil(samples / frameSamples);
  const levels = new Float32Array(frames);
  eachFrame(fd, samples, frameSamples, (frame, index) => {
    let sum = 0;
    for (const sample of frame) sum += sample * sample;
    levels[index] = Math.sqrt(sum / frame.length);
  });
  // A quiet recording is raised for the detector alone, judged by its loud parts, not by one click.
  const loud = levels.slice().sort()[Math.floor(frames * 0.95)] ?? 0;
  const gain = Math.min(MAX_GAIN, Math.max(1, SPEECH_LEVEL / Math.max(1, loud)));

  const { detector, memory } = await loadDetector();
  const state = detector._fvad_new();
  detector._fvad_set_mode(state, STRICTNESS);
  detector._fvad_set_sample_rate(state, sampleRate);
  const address = detector._malloc(frameSamples * 2);
  const voiced = new Uint8Array(frames);
  eachFrame(fd, samples, frameSamples, (frame, index) => {
    const input = new Int16Array(memory.buffer, address, frameSamples).fill(0);
    frame.forEach((sample, at) => {
      input[at] = Math.max(-32_768, Math.min(32_767, sample * gain));
    });
    voiced[index] = detector._fvad_process(state, address, frameSamples) === 1 ? 1 : 0;
  });
  for (const index of levels.keys()) levels[index] /= 32_768;
  return { voiced, levels, frameSamples };
}

function eachFrame(fd, samples, frameSamples, call) {
  const buffer = new Int16Array(frameSamples * FRAMES_PER_READ);
  const bytes = new Uint8Array(buffer.buffer);
  for (let start = 0; start < samples; start += buffer.length) {
    const count = Math.min(buffer.length, samples - start);
    let filled = 0;
    while (filled < count * 2) {
      const read = readSync(fd, bytes, filled, count * 2 - filled, start * 2 + filled);
      if (read === 0) throw new Error('A decoded recording is shorter than it was');
      filled += read;
    }
    for (let at = 0; at < count; at += frameSamples) {
      call(
        buffer.subarray(at, Math.min(at + frameSamples, count)),
        Math.floor((start + at) / frameSamples),
      );
    }
  }
}

async function loadDetector() {
  const path = createRequire(import.meta.url).resolve('@echogarden/fvad-wasm/fvad.wasm');
  const program = new WebAssembly.Module(await readFile(path));
  let memory;
  const detector = await createDetector({
    instantiateWasm(imports, done) {
      const instance = new WebAssembly.Instance(program, imports);
      memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
      done(instance, program);
      return instance.exports;
    },
  });
  return { detector, memory };
}
