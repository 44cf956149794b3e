import type { RendererProps } from '../io/types';
import { useSave } from '../io/useSave';
import type { Translate } from '../text/t';
import { Button } from '../ui/Button';
import { Menu } from '../ui/Menu';
import styles from './Toolbar.module.css';
import type { TableState } from './model';

interface Props {
  exports: readonly { format: string; label: string }[];
  state: TableState;
  /** The columns that are shown, where some are hidden. */
  columns?: string[];
  save: NonNullable<RendererProps['save']>;
  t: Translate;
}

/** All rows that match, in their order, as a file. */
export function ExportMenu({ exports, state, columns, save, t }: Props) {
  const { asking, problem, start } = useSave(save, t);
  const go = (format: string) => start(format, { ...selecting(state), columns });
  const [only] = exports;
  return (
    <>
      {exports.length === 1 && only ? (
        <Button icon="download" busy={asking} onClick={() => go(only.format)}>
          {t('table.downloadAs', { format: only.label })}
        </Button>
      ) : (
        <Menu
          label={t('table.download')}
          icon="download"
          align="start"
          entries={exports.map(({ format, label }) => ({
            key: format,
            label: t('table.downloadAs', { format: label }),
            disabled: asking,
            onSelect: () => go(format),
          }))}
        />
      )}
      {problem && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** The part of a state that selects rows; the page on screen does not count. */
function selecting({ queryTerm, sortColumn, sortDirection, thenBy, filters, zone }: TableState): TableState {
  return { queryTerm, sortColumn, sortDirection, thenBy, filters, zone, offset: 0, pageSize: 1 };
}
