import { useCallback, useEffect, useRef } from 'react';
import { useHistoryState } from 'wouter/use-browser-location';
import { NotFound } from '../shell/NotFound';
import { toast } from '../shell/toasts';
import { useRoute } from '../shell/useRoute';
import { RunScreen } from '../run/RunScreen';
import { Starting } from '../run/Starting';
import { isLive } from '../run/store';
import { knownRun } from '../run/useRun';
import { t } from '../text/t';
import { Button } from '../ui/Button';
import { Skeleton } from '../ui/Skeleton';
import { openSlug, remembered, type Over, type Remembered } from '../wire/address';
import { backBeneath } from './beneath';
import styles from './Drawer.module.css';

/** What is open over the screen. */
export function Drawer() {
  const over = useHistoryState<Remembered | null>()?.over;
  return over ? <Open key={over.start} over={over} /> : null;
}

function Open({ over }: { over: Over }) {
  const box = useRef<HTMLElement>(null);
  useAlone(box);
  const close = useCallback(() => leave(over), [over]);
  useEffect(() => {
    let list = false; // open before the key is pressed: that closes it alone
    const look = () => {
      list = document.activeElement?.getAttribute('aria-expanded') === 'true';
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || list || document.querySelector('dialog[open]'))
        return;
      event.preventDefault();
      close();
    };
    document.addEventListener('keydown', look, true);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('keydown', look, true);
      document.removeEventListener('keydown', press);
    };
  }, [close]);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- Escape is the key */}
      <div className={styles.backdrop} onClick={close} />
      <section
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-label={t('over.name')}
        tabIndex={-1}
        className={styles.drawer}
      >
        <div className={styles.top}>
          <Button icon="close" iconOnly theme="plain" onClick={close}>
            {t('dialog.close')}
          </Button>
        </div>
        {over.run ? <RunScreen id={over.run} narrow /> : <Begin over={over} />}
      </section>
    </>
  );
}

/** Starts the action. One that is dangerous is asked about on a screen of its own. */
function Begin({ over }: { over: Over }) {
  const placed = useRoute(over.slug);
  const route = typeof placed === 'string' ? undefined : placed.route;
  const elsewhere = route && (route.dangerous || route.kind !== 'action');
  useEffect(() => {
    if (elsewhere) openSlug(over.slug, over.params, true);
  }, [elsewhere, over]);
  const started = useCallback(
    (run: string) => history.replaceState({ ...remembered(), over: { ...over, run } }, ''),
    [over],
  );
  if (placed === 'absent') return <NotFound />;
  if (!route || elsewhere) return <Skeleton width={280} height={28} />;
  const params = Object.fromEntries(
    Object.entries(over.params ?? {}).map(([key, value]) => [key, String(value)]),
  );
  return <Starting route={route} params={params} startKey={over.start} onStarted={started} />;
}

// The rest of the screen is out of reach while the drawer is open.
function useAlone(box: React.RefObject<HTMLElement | null>) {
  useEffect(() => {
    const before = document.activeElement;
    const own = box.current;
    const rest = [...(own?.parentElement?.children ?? [])].filter(
      (each) => each !== own && each !== own?.previousElementSibling && !each.hasAttribute('inert'),
    );
    rest.forEach((each) => each.toggleAttribute('inert', true));
    own?.focus({ preventScroll: true });
    return () => {
      rest.forEach((each) => each.toggleAttribute('inert', false));
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [box]);
}

/** Closes the drawer. What has ended has changed what is beneath it; what has not, and was touched, waits for the person. */
function leave({ run }: Over) {
  const head = run ? knownRun(run)?.run : undefined;
  if (!head || !isLive(head)) return backBeneath();
  if (!head.untouched)
    addEventListener('popstate', () => toast(t('over.waits', { name: head.name })), { once: true });
  history.back();
}
