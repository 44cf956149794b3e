import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Menu, type MenuEntry } from '../ui/Menu';
import { Badge } from '../ui/Badge';
import { useStore } from '../ui/useStore';
import { go, runPath } from '../wire/address';
import { base, pageName } from '../wire/mount';
import type { Run, Shell } from '../wire/protocol.gen';
import { shell as shellStore } from '../wire/shell';
import { Bell } from './Bell';
import { ConnectionPill } from './ConnectionPill';
import { homeStore } from './home';
import { modName } from './keys';
import { signOut } from './session';
import { setTheme, theme as themeStore, type Theme } from './theme';
import styles from './TopBar.module.css';

interface Props {
  onMenu: () => void;
  onPalette: () => void;
  onHelp: () => void;
}

/** The bar that is always there: name, environment, search, running work, person. */
export function TopBar({ onMenu, onPalette, onHelp }: Props) {
  const shell = useStore(shellStore);
  const plain = !shell || shell.production || !shell.environment;
  return (
    <header className={plain ? styles.bar : `${styles.bar} ${styles.marked}`}>
      <span className={styles.onPhone}>
        <Button icon="menu" iconOnly onClick={onMenu} aria-haspopup="dialog">
          {t('nav.open')}
        </Button>
      </span>
      <a className={styles.brand} href={`${base}/`}>
        <span className={styles.mark} aria-hidden="true" />
        <span className={styles.brandName}>{shell?.name ?? pageName}</span>
      </a>
      {plain ? null : <Badge tone="warn">{shell.environment}</Badge>}
      <span className={styles.space} />
      <ConnectionPill />
      <span className={styles.notOnPhone}>
        <RunningWork />
      </span>
      <button
        type="button"
        className={styles.search}
        onClick={onPalette}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Icon name="search" />
        <span className={styles.searchText}>{t('palette.open')}</span>
        <kbd aria-hidden="true">{modName} K</kbd>
      </button>
      <Bell />
      <PersonMenu shell={shell} onHelp={onHelp} />
    </header>
  );
}

const listedRuns = 8;

function RunningWork() {
  const home = useStore(homeStore);
  const runs = [...(home?.waiting ?? []), ...(home?.inProgress ?? [])];
  if (runs.length === 0) return null;
  return (
    <Menu
      theme="plain"
      label={
        <span className={styles.ring}>
          <span aria-hidden="true">{runs.length}</span>
          <span className="hide">{t('top.running', { count: runs.length })}</span>
        </span>
      }
      header={t('top.running', { count: runs.length })}
      entries={[
        ...runs.slice(0, listedRuns).map(runEntry),
        ...(runs.length > listedRuns
          ? [{ key: 'home', label: t('home.showAll', { count: runs.length }), href: `${base}/` }]
          : []),
      ]}
    />
  );
}

function runEntry(run: Run): MenuEntry {
  return {
    key: run.id,
    href: base + runPath(run.id),
    label: (
      <>
        <span className={styles.runName}>{run.name}</span>
        <Badge tone={run.status === 'waiting' ? 'warn' : 'accent'}>{t(`status.${run.status}`)}</Badge>
      </>
    ),
  };
}

function PersonMenu({ shell, onHelp }: { shell: Shell | null; onHelp: () => void }) {
  const theme = useStore(themeStore);
  const person = shell?.person;
  const name = person?.name || person?.email || '';
  const themes: [Theme, string][] = [
    ['light', t('theme.light')],
    ['dark', t('theme.dark')],
    ['', t('theme.system')],
  ];
  const entries: MenuEntry[] = [
    ...themes.map(([value, label]) => ({
      key: `theme-${value}`,
      label,
      checked: theme === value,
      onSelect: () => setTheme(value),
    })),
    { key: 'history', label: t('nav.history'), onSelect: () => go('/-/history') },
    { key: 'keys', label: t('top.keyboard'), onSelect: onHelp },
  ];
  if (shell?.canSignOut)
    entries.push({ key: 'signout', label: t('top.signOut'), onSelect: () => void signOut() });
  return (
    <Menu
      theme="plain"
      label={
        <span className={styles.person}>
          <span aria-hidden="true">{initials(name)}</span>
          <span className="hide">{t('top.person', { name })}</span>
        </span>
      }
      header={
        <>
          <div className={styles.personName}>{name}</div>
          {person?.email && person.email !== name ? <div className={styles.mail}>{person.email}</div> : null}
        </>
      }
      entries={entries}
    />
  );
}

function initials(name: string): string {
  const words = name
    .replace(/@.*/, '')
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters.map((word) => (word ? [...word][0]?.toUpperCase() : '')).join('') || '·';
}
