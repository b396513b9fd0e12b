import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

import { ensureBuild } from '../build/ensure-build';
import { startEmulators } from '../emulators/start';
import { runCommand } from '../processes/run-command';
import type { CommandContext } from '../processes/run-command';
import { createAccounts } from './accounts';
import type { Accounts } from './accounts';
import { ApiClient } from './api-client';
import { runSample } from './sample';
import type { SampleResult } from './sample';
import { signIn } from './sign-in';
import { ended, startStack } from './stack';
import { Terminal } from './terminal';

const { values: options } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

/** With --json, stdout is for the one object alone. */
const terminal = new Terminal(options.json ? process.stderr : process.stdout);
const onOutput = (text: string): void => {
  if (options.verbose) process.stderr.write(text);
};

await runCommand(demo, 0);

async function demo(context: CommandContext): Promise<number> {
  const started = performance.now();
  terminal.say('Starting the Auth and Firestore emulators; building the app unless it is built …');
  const [emulators, built] = await Promise.all([
    startEmulators({ projectId: projectId(), only: ['auth', 'firestore'], onOutput }),
    ensureBuild(onOutput),
  ]);
  terminal.say(
    `Emulators on ${emulators.env.FIRESTORE_EMULATOR_HOST ?? ''} (Firestore) and ` +
      `${emulators.authUrl} (Auth); ${built ? 'built the app' : 'the app was built before'}.`,
  );

  const accounts = await createAccounts(emulators);
  terminal.say('Starting the app and a worker …');
  const stack = await startStack(context, emulators.env, onOutput);
  const readyMs = Math.round(performance.now() - started);

  const failed = Promise.race([ended(stack), emulators.failed]);
  failed.catch(() => undefined);
  terminal.say(`Sending the sample recording to ${stack.url}/api …`);
  const api = new ApiClient(stack.url, await signIn(emulators.authUrl, accounts.user));
  const result = await Promise.race([
    runSample(api, (view) => {
      terminal.progress(view);
    }),
    failed,
  ]);
  report(result, readyMs);
  if (options.once) return 0;

  invite(stack.url, accounts);
  await Promise.race([context.asked, failed]);
  return 0;
}

/** Emulators that ran before may hold the data of an earlier demo: then this one gets a project of its own. */
function projectId(): string {
  const running = process.env.FIRESTORE_EMULATOR_HOST ?? process.env.FIREBASE_AUTH_EMULATOR_HOST;
  return running ? `demo-firelane-${randomBytes(4).toString('hex')}` : 'demo-firelane';
}

function report(result: SampleResult, readyMs: number): void {
  if (options.json) {
    const { timings, ...rest } = result;
    process.stdout.write(`${JSON.stringify({ ...rest, timings: { readyMs, ...timings } })}\n`);
    return;
  }
  const { engines, timings } = result;
  terminal.say(
    `\nTranscript (${engines.transcription.provider} ${engines.transcription.model}, ` +
      `${seconds(timings.transcriptionMs)}, ${String(Math.round(result.wordErrorRate * 100))} % of words wrong):\n`,
  );
  terminal.say(result.transcript);
  terminal.say(
    `\nSummary (${engines.summary.provider} ${engines.summary.model}, ${seconds(timings.summaryMs)}):\n`,
  );
  terminal.say(result.summary);
}

function invite(url: string, { user, admin, auditor }: Accounts): void {
  terminal.say(`
Firelane runs at ${url}
  user           ${user.email}   password ${user.password}
  administrator  ${admin.email}  password ${admin.password}
  read-only      ${auditor.email}  password ${auditor.password}
Ctrl-C ends it, with every process and all its data.`);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
