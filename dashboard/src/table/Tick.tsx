import type { Translate } from '../text/t';
import type { Row } from './model';
import styles from './Table.module.css';
import type { Ticking } from './TableRow';

interface TickProps {
  row: Row;
  name: string;
  ticking: Ticking;
  ticked: boolean;
  t: Translate;
}

/** The box or radio of a row; Shift ticks all from the last one to here. */
export function Tick({ row, name, ticking, ticked, t }: TickProps) {
  return (
    <label className={styles.tickLabel}>
      <input
        data-tick
        type={ticking.single ? 'radio' : 'checkbox'}
        name={ticking.single ? ticking.name : undefined}
        checked={ticked}
        disabled={ticking.disabled}
        aria-label={t('table.select', { name })}
        onChange={(event) => ticking.toggle(row.key, Boolean((event.nativeEvent as MouseEvent).shiftKey))}
      />
    </label>
  );
}

interface TickAllProps {
  state: 'none' | 'some' | 'all';
  disabled: boolean;
  toggle: () => void;
  t: Translate;
}

/** The box in the heading: all rows of this page. */
export function TickAll({ state, disabled, toggle, t }: TickAllProps) {
  return (
    <label className={styles.tickLabel}>
      <input
        type="checkbox"
        checked={state === 'all'}
        disabled={disabled}
        ref={(box) => {
          if (box) box.indeterminate = state === 'some';
        }}
        aria-label={t('table.selectPage')}
        onChange={toggle}
      />
    </label>
  );
}
