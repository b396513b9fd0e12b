/** Starts itself once more in a process group of its own, prints both ids, and runs until it is killed. */
export const DETACHING = `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
  console.log(JSON.stringify([process.pid, child.pid]));
  setInterval(() => {}, 1000);
`;

/** Prints its id and does not end when it is asked to. */
export const STUBBORN = `
  process.on('SIGTERM', () => {});
  console.log(JSON.stringify([process.pid]));
  setInterval(() => {}, 1000);
`;
