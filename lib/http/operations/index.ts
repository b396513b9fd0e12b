import type { Operation } from '../operation';
import * as account from './account';
import * as deepseek from './deepseek';
import * as jobs from './jobs';
import * as media from './media';
import * as service from './service';

/** Every operation of the API, in the order in which the document shows them. */
export const OPERATIONS: readonly Operation[] = [
  jobs.submitJob,
  jobs.listJobs,
  jobs.getJob,
  jobs.deleteJob,
  jobs.cancelJob,
  jobs.retryJob,
  jobs.amendOutput,
  deepseek.deepseekChat,
  deepseek.deepseekSummary,
  deepseek.deepseekContent,
  deepseek.deepseekStatus,
  deepseek.deepseekNotice,
  media.createUpload,
  media.describeUploads,
  media.readUpload,
  media.continueUpload,
  media.abandonUpload,
  media.readMedia,
  media.deleteMedia,
  account.openSession,
  account.closeSession,
  account.getUsage,
  account.eraseMyData,
  service.getModels,
  service.livez,
  service.readyz,
  service.openApi,
];
