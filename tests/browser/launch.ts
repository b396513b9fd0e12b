import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

export interface LaunchOptions {
  /** A WAV file that the fake microphone plays, once. */
  microphone?: string;
}

/**
 * Starts the real Chromium that comes from npm. Its own default arguments are not taken: they switch web
 * security off. With `microphone`, getUserMedia hears that file.
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    headless: true,
    args: [
      '--no-sandbox',
      '--headless=shell',
      '--disable-dev-shm-usage',
      // Drawn without a GPU that is itself drawn by the CPU: a fifth less work for every page.
      '--disable-gpu',
      '--disable-software-rasterizer',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      ...(options.microphone === undefined
        ? []
        : [`--use-file-for-fake-audio-capture=${options.microphone}%noloop`]),
    ],
  });
}
