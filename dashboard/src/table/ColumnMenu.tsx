import type { Translate } from '../text/t';
import { Menu } from '../ui/Menu';
import type { MenuEntry } from '../ui/Menu';
import type { ColumnChoice } from './columns';
import { columnKey } from './model';
import type { Column } from './model';

interface Props {
  columns: readonly Column[];
  choice: ColumnChoice;
  t: Translate;
}

/** Hides and shows columns; one always stays. */
export function ColumnMenu({ columns, choice, t }: Props) {
  const entries: MenuEntry[] = columns.map((column, index) => {
    const key = columnKey(column, index);
    const checked = !choice.hidden.has(key);
    return {
      key,
      label: column.label || key,
      checked,
      many: true,
      disabled: checked && choice.shown.length === 1,
      onSelect: () => choice.toggle(key),
    };
  });
  if (choice.hidden.size > 0) {
    entries.push({
      key: '\u0000all',
      label: t('table.showAll'),
      onSelect: choice.showAll,
    });
  }
  return <Menu label={t('table.columns')} icon="bar" align="start" entries={entries} />;
}
