import { useContext, useEffect, useRef, useState } from 'react';
import type { ComponentProps, ReactNode, RefObject } from 'react';
import {
  Button,
  ComboBoxStateContext,
  Input,
  ListBox,
  ListBoxLoadMoreItem,
  Popover,
} from 'react-aria-components/ComboBox';
import { Icon } from '../ui/Icon';
import control from '../ui/control.module.css';
import styles from './Combo.module.css';
import { offerItems } from './OfferItem';
import type { Offer } from './options';
import { useStays } from './useStays';

/** The box around what is typed in, with the button that opens the list. */
export function ComboFrame({ busy, children }: { busy?: boolean; children: ReactNode }) {
  return (
    <div className={`${control.box} ${styles.box}`} aria-busy={busy || undefined}>
      {children}
      {busy && <span className={styles.spinner} aria-hidden="true" />}
      <Button className={styles.open}>
        <Icon name="down" />
      </Button>
    </div>
  );
}

interface ComboInputProps extends ComponentProps<typeof Input> {
  /** There is something to choose from. */
  offering: boolean;
}

/** What is typed into. A press on it asks for what there is to choose from. */
export function ComboInput({ offering, ...props }: ComboInputProps) {
  const state = useContext(ComboBoxStateContext);
  const ask = () => {
    if (state && !state.isOpen && offering) state.open(null, 'manual');
  };
  return <Input className={control.bare} autoComplete="off" onClick={ask} {...props} />;
}

const reachable = 'data-react-aria-top-layer';

/**
 * For onOpenChange: keeps the page readable while the list is open. React Aria
 * hides all but the box and its list from assistive technology, yet this list is
 * not modal: what is around it can be seen, pressed and tabbed to. It leaves out
 * what is marked as lying above.
 */
export function useReachablePage(): (open: boolean) => void {
  useEffect(() => () => mark(false), []);
  return mark;
}

function mark(open: boolean) {
  document.getElementById('root')?.toggleAttribute(reachable, open);
}

interface PopupProps {
  /** The id of what names the list. */
  labelledBy: string;
  offers: readonly Offer[];
  busy?: boolean;
  /** Said when there is nothing to offer; undefined when that goes without saying. */
  empty: ReactNode;
  /** What the list hangs below, where that is more than the box: it moves down as that grows. */
  below?: RefObject<HTMLElement | null>;
  /** Lists more, as one comes near the end of the list. */
  more?: () => void;
  /** Said below the list, where it leaves something out. */
  narrow?: string;
}

/**
 * The list below a box to type in. Where there is nothing to offer there is no list:
 * what is said instead takes a place of its own, so that it covers no button.
 */
export function ComboPopup({ labelledBy, offers, busy, empty, below, more, narrow }: PopupProps) {
  const none = offers.length === 0;
  const at = useRef<HTMLDivElement>(null);
  const stays = useStays(at);
  useComesBack(none);
  return (
    <>
      <div ref={at} role="status">
        {none && empty ? <p className={styles.empty}>{empty}</p> : null}
      </div>
      <Popover
        className={`${control.popover} ${styles.popover}`}
        {...stays}
        {...(below ? { triggerRef: below, placement: 'bottom start' } : {})}
      >
        {/* A landmark of its own: it hangs below the page, outside of main. */}
        <section aria-labelledby={labelledBy}>
          <ListBox className={busy ? styles.dimmed : styles.list}>
            {offerItems(offers)}
            {more && <ListBoxLoadMoreItem onLoadMore={more} />}
          </ListBox>
          {narrow && <p className={styles.narrow}>{narrow}</p>}
        </section>
      </Popover>
    </>
  );
}

/**
 * Opens the list when what was typed finds something after it found nothing at first.
 * A list that was open is closed and opened again by the box itself, which has to have
 * its turn before: it would open once more after the choice.
 */
function useComesBack(none: boolean) {
  const state = useContext(ComboBoxStateContext);
  const before = useRef(none);
  const [back, setBack] = useState(false);
  useEffect(() => {
    if (before.current && !none) setBack(true);
    before.current = none;
  }, [none]);
  useEffect(() => {
    if (!back) return;
    setBack(false);
    if (!none && state?.isFocused && !state.isOpen) state.open(null, 'input');
  }, [back, none, state]);
}
