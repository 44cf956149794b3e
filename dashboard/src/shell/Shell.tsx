import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { ErrorBoundary } from '../ui/ErrorBoundary';
import { useStore } from '../ui/useStore';
import { go } from '../wire/address';
import { shell as shellStore } from '../wire/shell';
import type { Command } from './entries';
import { useSequences, useShortcuts } from './keys';
import { KeyboardHelp, Palette } from './screens';
import { SideBar } from './SideBar';
import { signOut } from './session';
import { Toasts } from './Toasts';
import { toggleTheme } from './theme';
import { TopBar } from './TopBar';
import styles from './Shell.module.css';

type Overlay = '' | 'palette' | 'actions' | 'keys' | 'nav';

/** Everything around the screens. */
export function Shell({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>('');
  const [narrow, setNarrow] = useState(() => localStorage.getItem('panel.narrow') === 'yes');
  const [path] = useLocation();
  const commands = useCommands(setOverlay);
  const close = () => setOverlay('');
  useSequences();
  useShortcuts({
    'mod+k': () => setOverlay(overlay === 'palette' ? '' : 'palette'),
    '/': () => setOverlay('actions'),
    '?': () => setOverlay('keys'),
    '[': () => {
      localStorage.setItem('panel.narrow', narrow ? 'no' : 'yes');
      setNarrow(!narrow);
    },
    'g h': () => go('/'),
    'g y': () => go('/-/history'),
  });
  useEffect(() => setOverlay((shown) => (shown === 'nav' ? '' : shown)), [path]);
  useFocusAfterNavigation(path);

  return (
    <>
      <a className={styles.skip} href="#main">
        {t('nav.skip')}
      </a>
      <TopBar
        onMenu={() => setOverlay('nav')}
        onPalette={() => setOverlay('palette')}
        onHelp={() => setOverlay('keys')}
      />
      <div className={narrow ? `${styles.columns} ${styles.narrow}` : styles.columns}>
        <nav className={styles.side} aria-label={t('nav.name')}>
          <SideBar narrow={narrow} />
        </nav>
        <main id="main" tabIndex={-1} className={styles.main}>
          <ErrorBoundary resetKey={path} fallback={(error, retry) => <Broken error={error} retry={retry} />}>
            {children}
          </ErrorBoundary>
        </main>
      </div>
      {overlay === 'nav' ? <Sheet onClose={close} /> : null}
      {overlay === 'palette' || overlay === 'actions' ? (
        <Palette actionsOnly={overlay === 'actions'} commands={commands} onClose={close} />
      ) : null}
      {overlay === 'keys' ? <KeyboardHelp onClose={close} /> : null}
      <Toasts />
    </>
  );
}

function useCommands(setOverlay: (overlay: Overlay) => void): Command[] {
  const shell = useStore(shellStore);
  return useMemo(() => {
    const commands: Command[] = [
      { key: 'home', name: t('nav.home'), open: () => go('/') },
      { key: 'history', name: t('nav.history'), open: () => go('/-/history') },
      { key: 'theme', name: t('theme.toggle'), words: 'dark light', open: toggleTheme },
      { key: 'keys', name: t('top.keyboard'), words: 'shortcuts help', open: () => setOverlay('keys') },
    ];
    if (shell?.canSignOut)
      commands.push({ key: 'signout', name: t('top.signOut'), open: () => void signOut() });
    return commands;
  }, [shell, setOverlay]);
}

// The screen has the focus after a change, so that its heading is read and the
// keyboard starts there; the first screen keeps the browser's own.
function useFocusAfterNavigation(path: string) {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    document.getElementById('main')?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [path]);
}

function Sheet({ onClose }: { onClose: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is the key
    <dialog
      ref={ref}
      className={styles.sheet}
      aria-label={t('nav.name')}
      onClose={onClose}
      onClick={(event) => {
        const target = event.target as Element;
        if (target === event.currentTarget || target.closest('a')) onClose();
      }}
    >
      <div className={styles.sheetTop}>
        <Button icon="close" iconOnly theme="plain" onClick={onClose}>
          {t('dialog.close')}
        </Button>
      </div>
      <SideBar narrow={false} />
    </dialog>
  );
}

function Broken({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <div className={styles.broken} role="alert">
      <h1>{t('broken.title')}</h1>
      <p>{t('broken.text')}</p>
      <p className={styles.reason}>{error.message}</p>
      <div className={styles.buttons}>
        <Button theme="primary" onClick={retry}>
          {t('broken.retry')}
        </Button>
        <Button onClick={() => location.reload()}>{t('broken.reload')}</Button>
      </div>
    </div>
  );
}
