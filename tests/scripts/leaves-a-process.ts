/**
 * A program for the tests: starts a process that starts a detached one (as firebase-tools does with Java),
 * prints both ids, and waits to be killed.
 */
import { startProcess } from '../../scripts/processes/start-process';
import { DETACHING } from './detaching';

startProcess({
  name: 'the detaching process',
  command: process.execPath,
  args: ['-e', DETACHING],
  onOutput: (text) => process.stdout.write(text),
});
