import { useState } from 'react';
import { useSearch } from 'wouter';
import { toast } from '../shell/toasts';
import type { Translate } from '../text/t';
import { Menu } from '../ui/Menu';
import type { MenuEntry } from '../ui/Menu';
import type { Place } from '../ui/place';
import type { View } from '../wire/protocol.gen';
import { DeleteDialog, ViewDialog } from './ViewDialog';
import styles from './ViewMenu.module.css';
import type { TableProps, TableState } from './model';
import { useViews } from './useViews';
import { addressed, isSame, naming, viewState, withView } from './viewAddress';

interface Props {
  label: string;
  place: Place;
  table: TableProps;
  state: TableState;
  hidden?: ReadonlySet<string>;
  t: Translate;
}

type Doing = 'save' | 'edit' | 'delete';

const nothing: ReadonlySet<string> = new Set();

/** The named states of a list. Each is an address, so that it can be copied and gone back from. */
export function ViewMenu({ label, place, table, state, hidden = nothing, t }: Props) {
  const { prefix, views: store } = place;
  const search = useSearch();
  const [doing, setDoing] = useState<Doing>();
  const { views: found, problem, put, drop } = useViews(store, label);
  const views = table.ownViews ? found.filter((view) => view.mine) : found;
  const { view: id } = addressed(search, prefix);
  const picked = views.find((view) => view.id === id);
  const now = viewState(state, table, hidden);
  const changed = picked !== undefined && !isSame(now, picked.state);
  const close = () => setDoing(undefined);
  const save = async (name: string, shared: boolean, key: string) => {
    const view = await store.save({ list: label, key, name, state: now, shared });
    put(view);
    write(naming(location.search, prefix, view));
  };
  const change = async (view: View, to: Partial<View>) => {
    const { name, state: query, shared } = { ...view, ...to };
    put(await store.change({ viewId: view.id, name, state: query, shared }));
  };
  const remove = async (view: View) => {
    await store.remove(view.id);
    drop(view);
    write(naming(location.search, prefix));
  };
  const overwrite = (view: View) =>
    void change(view, { state: now }).then(
      () => toast(t('view.kept', { name: view.name })),
      (reason: unknown) =>
        toast(reason instanceof Error ? reason.message : t('view.failed'), { tone: 'bad' }),
    );
  return (
    <>
      <Menu
        label={<Face {...{ picked, changed, t }} />}
        icon="list"
        align="start"
        header={problem}
        entries={[
          ...links(views, picked, (view) => `${location.pathname}?${withView(search, prefix, view)}`, t),
          ...deeds({ picked, changed, t }, setDoing, overwrite),
        ]}
      />
      {doing === 'save' && (
        <ViewDialog title={t('view.save')} own={table.ownViews} onSave={save} onClose={close} t={t} />
      )}
      {doing === 'edit' && picked && (
        <ViewDialog
          title={t('view.edit')}
          view={picked}
          own={table.ownViews}
          onSave={(name, shared) => change(picked, { name, shared })}
          onClose={close}
          t={t}
        />
      )}
      {doing === 'delete' && picked && (
        <DeleteDialog view={picked} onDelete={() => remove(picked)} onClose={close} t={t} />
      )}
    </>
  );
}

/** The address says something else, and nowhere is left. */
function write(query: string) {
  history.replaceState(history.state, '', location.pathname + (query ? `?${query}` : ''));
}

interface Picked {
  picked?: View;
  /** The list is in another state than the view that is picked. */
  changed: boolean;
  t: Translate;
}

function Face({ picked, changed, t }: Picked) {
  if (!picked) return t('view.menu');
  const values = { name: picked.name };
  return (
    <>
      <span className="hide">{t(changed ? 'view.pickedChanged' : 'view.picked', values)}</span>
      <span className={styles.face} aria-hidden="true">
        {picked.name}
      </span>
      {changed && <span className={styles.mark} title={t('view.changed')} aria-hidden="true" />}
    </>
  );
}

/** What leads to the views: the person's own, then those that others share. */
function links(
  views: readonly View[],
  picked: View | undefined,
  hrefOf: (view?: View) => string,
  t: Translate,
): MenuEntry[] {
  const link = (view: View): MenuEntry => ({
    key: view.id,
    group: t(view.mine ? 'view.mine' : 'view.shared'),
    label: (
      <span>
        {view.name}
        <span className={styles.dim}>{aside(view, t)}</span>
      </span>
    ),
    checked: view === picked,
    href: hrefOf(view),
  });
  return [
    { key: 'all', label: t('view.none'), checked: picked === undefined, href: hrefOf() },
    ...views.filter(({ mine }) => mine).map(link),
    ...views.filter(({ mine }) => !mine).map(link),
  ];
}

function aside({ mine, shared, owner }: View, t: Translate): string | null {
  if (!mine) return owner ? ` ${t('view.by', { name: owner })}` : null;
  return shared ? ` ${t('view.isShared')}` : null;
}

/** What can be done about the state on screen. */
function deeds(
  { picked, changed, t }: Picked,
  start: (doing: Doing) => void,
  overwrite: (view: View) => void,
): MenuEntry[] {
  const mine = picked?.mine ? picked : undefined;
  const entries: MenuEntry[] = [];
  if (mine && changed)
    entries.push({ key: 'overwrite', label: t('view.overwrite'), onSelect: () => overwrite(mine) });
  entries.push({
    key: 'save',
    label: t(picked ? 'view.saveAs' : 'view.saveThis'),
    onSelect: () => start('save'),
  });
  if (mine) {
    entries.push({ key: 'edit', label: t('view.change'), onSelect: () => start('edit') });
    entries.push({ key: 'delete', label: t('view.delete'), danger: true, onSelect: () => start('delete') });
  }
  return entries;
}
