import type { ReactNode } from 'react';
import { Button, ListBox, Popover } from 'react-aria-components/ComboBox';
import { Icon } from '../ui/Icon';
import control from '../ui/control.module.css';
import styles from './Combo.module.css';
import { offerItems } from './OfferItem';
import type { Offer } from './options';

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

interface PopupProps {
  offers: readonly Offer[];
  busy?: boolean;
  /** Shown when there is nothing to offer. */
  empty: ReactNode;
}

/** The list below a box to type in. */
export function ComboPopup({ offers, busy, empty }: PopupProps) {
  return (
    <Popover className={`${control.popover} ${styles.popover}`}>
      <ListBox
        className={busy ? styles.dimmed : styles.list}
        renderEmptyState={() => <p className={styles.empty}>{empty}</p>}
      >
        {offerItems(offers)}
      </ListBox>
    </Popover>
  );
}
