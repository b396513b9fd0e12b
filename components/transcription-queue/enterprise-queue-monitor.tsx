export { Overview as EnterpriseQueueMonitor } from '@/components/monitor/overview/overview';
