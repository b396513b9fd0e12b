import type { Operation } from '../operation';
import * as account from './account';
import * as adminAlerts from './admin-alerts';
import * as adminCluster from './admin-cluster';
import * as adminJobs from './admin-jobs';
import * as adminPeople from './admin-people';
import * as adminRecords from './admin-records';
import * as adminSettings from './admin-settings';
import * as deepseek from './deepseek';
import * as jobs from './jobs';
import * as media from './media';
import * as metrics from './metrics';
import * as service from './service';
import * as transcriptionQueue from './transcription-queue';
import * as webhooks from './webhooks';

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
  transcriptionQueue.queueTranscription,
  transcriptionQueue.transcriptionQueueStats,
  media.createUpload,
  media.describeUploads,
  media.readUpload,
  media.continueUpload,
  media.abandonUpload,
  media.readMedia,
  media.deleteMedia,
  webhooks.listWebhooks,
  webhooks.addWebhook,
  webhooks.removeWebhook,
  webhooks.rotateWebhook,
  webhooks.testWebhook,
  webhooks.enableWebhook,
  account.openSession,
  account.closeSession,
  account.getUsage,
  account.eraseMyData,
  adminJobs.searchJobs,
  adminJobs.inspectJob,
  adminJobs.listChildren,
  adminJobs.revealJob,
  adminJobs.cancelAnyJob,
  adminJobs.replayJob,
  adminJobs.discardJob,
  adminJobs.listDeadLetters,
  adminJobs.bulkAction,
  adminSettings.getSettings,
  adminSettings.changeSettings,
  adminSettings.changeQueue,
  adminSettings.pauseQueue,
  adminSettings.resumeQueue,
  adminAlerts.revealAlertSecret,
  adminCluster.drainServer,
  adminCluster.resumeServer,
  adminCluster.tripBreaker,
  adminCluster.resetBreaker,
  adminCluster.unblockKey,
  adminCluster.pauseSchedule,
  adminCluster.resumeSchedule,
  adminCluster.runSchedule,
  adminCluster.disableAnyWebhook,
  adminCluster.enableAnyWebhook,
  adminCluster.releaseLock,
  adminPeople.listHeaviestUsers,
  adminPeople.inspectUser,
  adminRecords.listAudit,
  adminRecords.exportRecords,
  service.getModels,
  metrics.getMetrics,
  metrics.getAutoscale,
  service.livez,
  service.readyz,
  service.openApi,
];
