import { t } from '../text/t';
import { Badge, type BadgeTone } from '../ui/Badge';
import type { Run, RunStatus } from '../wire/protocol.gen';
import { isLive } from './store';

const tones: Record<RunStatus, BadgeTone> = {
  starting: 'accent',
  working: 'accent',
  waiting: 'warn',
  done: 'ok',
  failed: 'bad',
  canceled: 'plain',
  redirected: 'ok',
  interrupted: 'warn',
};

/** The status of a run as a word; a live run whose service is away is paused. */
export function StatusBadge({ run }: { run: Pick<Run, 'status' | 'service' | 'forOthers'> }) {
  if (isLive(run) && run.service === 'away') return <Badge tone="warn">{t('status.paused')}</Badge>;
  if (run.forOthers) return <Badge>{t('status.others')}</Badge>;
  return <Badge tone={tones[run.status]}>{t(`status.${run.status}`)}</Badge>;
}
