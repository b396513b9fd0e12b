import {
  IconCards,
  IconFileText,
  IconListDetails,
  IconMessageCircle,
  IconMicrophone,
  IconStack2,
  type TablerIcon,
} from '@tabler/icons-react';

import classes from './library.module.css';

/** Kinds that nobody drew an icon for get a plain one. */
const ICONS: Partial<Record<string, TablerIcon>> = {
  transcription: IconMicrophone,
  summary: IconListDetails,
  chat: IconMessageCircle,
  content_generation: IconFileText,
  interview_feedback: IconCards,
};

export function KindIcon({ kind }: { kind: string }) {
  const Icon = ICONS[kind] ?? IconStack2;
  return (
    <span className={classes.kindIcon} data-kind={kind} aria-hidden>
      <Icon size={18} stroke={1.75} />
    </span>
  );
}
