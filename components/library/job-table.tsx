'use client';

import { Table } from '@mantine/core';

import { RelativeTime } from '@/components/feedback/relative-time';
import type { Job } from '@/lib/jobs/job';

import { JobMenu } from './job-menu';
import { JobName } from './job-name';
import { JobStatus } from './job-status';
import classes from './library.module.css';

export interface JobListProps {
  jobs: readonly Job[];
  /** Titles by id, for naming what a job is about. */
  titles: ReadonlyMap<string, string>;
}

/** The library on a wide screen. */
export function JobTable({ jobs, titles }: JobListProps) {
  return (
    <div className={classes.tableFrame}>
      <Table className={classes.table} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th w="32%">Stage</Table.Th>
            <Table.Th w={140}>Created</Table.Th>
            <Table.Th w={160}>
              <span className={classes.hiddenLabel}>Actions</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map((job) => (
            <Table.Tr key={job.id} className={classes.row} data-job={job.id}>
              <Table.Td>
                <JobName
                  job={job}
                  about={titles.get(job.subjectId ?? job.parentId ?? '') ?? null}
                />
              </Table.Td>
              <Table.Td>
                <JobStatus job={job} />
              </Table.Td>
              <Table.Td className={classes.when}>
                <RelativeTime at={job.createdAt} />
              </Table.Td>
              <Table.Td>
                <JobMenu job={job} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
