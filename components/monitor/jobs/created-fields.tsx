'use client';

import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { Millis } from '@/lib/jobs/job';

import { isReach, type JobSearch, REACHES } from './job-search';
import { localTime, timeFromLocal } from './local-time';
import type { SearchInUrl } from './use-job-search-in-url';

const ANY = 'any';
const BETWEEN = 'between';

export interface CreatedFieldsProps {
  search: JobSearch;
  change: SearchInUrl['change'];
}

/** When the jobs were submitted: counted back from now, or between two times. */
export function CreatedFields({ search, change }: CreatedFieldsProps) {
  const bounded = search.from !== null || search.to !== null;
  const [between, setBetween] = useState(bounded);
  const choice = search.within ?? (bounded || between ? BETWEEN : ANY);

  return (
    <>
      <Select
        label="Submitted"
        allowDeselect={false}
        data={[
          { value: ANY, label: 'At any time' },
          ...Object.entries(REACHES).map(([value, { label }]) => ({ value, label })),
          { value: BETWEEN, label: 'Between two times' },
        ]}
        value={choice}
        onChange={(value) => {
          setBetween(value === BETWEEN);
          const within = value !== null && isReach(value) ? value : null;
          if (value !== BETWEEN) change({ within, from: null, to: null });
          else change({ within: null });
        }}
        comboboxProps={{ withinPortal: true }}
      />
      {choice === BETWEEN && (
        <>
          <TimeField label="From" value={search.from} onTime={(from) => change({ from })} />
          <TimeField label="To" value={search.to} onTime={(to) => change({ to })} />
        </>
      )}
    </>
  );
}

interface TimeFieldProps {
  label: string;
  value: Millis | null;
  onTime: (value: Millis | null) => void;
}

/** The browser's own field for a date and a time, in the reader's time zone. */
function TimeField({ label, value, onTime }: TimeFieldProps) {
  return (
    <TextInput
      key={value ?? ''}
      label={label}
      type="datetime-local"
      defaultValue={value === null ? '' : localTime(value)}
      onBlur={(event) => {
        const typed = timeFromLocal(event.currentTarget.value);
        if (typed !== value) onTime(typed);
      }}
    />
  );
}
