import { t } from '../text/t';
import { Button } from '../ui/Button';
import control from '../ui/control.module.css';
import { SearchBox } from '../ui/SearchBox';
import type { RanAction } from '../wire/protocol.gen';
import { longestSearch, narrowedBy, queryOf, statuses, type Narrowed } from './historyAddress';
import styles from './History.module.css';

interface Props {
  narrowed: Narrowed;
  actions: RanAction[];
  busy: boolean;
  onNarrow: (narrowed: Narrowed) => void;
  /** Left out where the way back stands elsewhere. */
  onClear: (() => void) | undefined;
}

/** What the history can be narrowed by. */
export function HistoryFilters({ narrowed, actions, busy, onNarrow, onClear }: Props) {
  // What is typed is asked for a moment later: the rest is what it is by then.
  const set = (part: Partial<Narrowed>) => onNarrow({ ...narrowedBy(location.search), ...part });
  const known = actions.some(({ slug }) => slug === narrowed.action);
  return (
    <search className={styles.filters}>
      <SearchBox
        term={narrowed.q}
        onSearch={(q) => set({ q })}
        busy={busy}
        label={t('history.searchIn')}
        placeholder={t('history.search')}
        maxLength={longestSearch}
      />
      <Choice label={t('history.status')} value={narrowed.status} onPick={(status) => set({ status })}>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {status === 'waiting' ? t('history.waiting') : t(`status.${status}`)}
          </option>
        ))}
      </Choice>
      <Choice label={t('history.action')} value={narrowed.action} onPick={(action) => set({ action })}>
        {known || !narrowed.action ? null : <option value={narrowed.action}>{narrowed.action}</option>}
        {actions.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </Choice>
      <Day label={t('history.from')} value={narrowed.from} onPick={(from) => set({ from })} />
      <Day label={t('history.to')} value={narrowed.to} onPick={(to) => set({ to })} />
      {onClear && queryOf(narrowed) ? (
        <Button theme="plain" onClick={onClear}>
          {t('history.clear')}
        </Button>
      ) : null}
    </search>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onPick: (value: string) => void;
  children: React.ReactNode;
}

function Choice({ label, value, onPick, children }: ChoiceProps) {
  return (
    <label className={styles.filter}>
      <span className={styles.dim}>{label}</span>
      <select className={control.box} value={value} onChange={(event) => onPick(event.target.value)}>
        <option value="">{t('history.any')}</option>
        {children}
      </select>
    </label>
  );
}

function Day({ label, value, onPick }: Omit<ChoiceProps, 'children'>) {
  return (
    <label className={styles.filter}>
      <span className={styles.dim}>{label}</span>
      <input
        type="date"
        className={control.box}
        value={value}
        onChange={(event) => onPick(event.target.value)}
      />
    </label>
  );
}
