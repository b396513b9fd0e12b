export { jobOfEvent } from './job-of-event';
export { getServer } from './process-server';
export { createServer, type Server } from './server';
