import { useRef } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { Translate } from '../text/t';
import { Icon } from '../ui/Icon';
import { OfferImage } from './OfferFace';
import styles from './Tags.module.css';
import type { Offer } from './options';

interface Props {
  offers: readonly Offer[];
  remove: (key: string) => void;
  disabled: boolean;
  /** Gets the focus when no tag is left to have it. */
  afterLast: RefObject<HTMLElement | null>;
  t: Translate;
}

/** What is chosen, each with a button to take it back; so do Delete and Backspace on it. */
export function Tags({ offers, remove, disabled, afterLast, t }: Props) {
  const list = useRef<HTMLUListElement>(null);
  if (offers.length === 0) return null;
  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])];
  const take = (offer: Offer, index: number) => {
    const all = buttons();
    const next = all[index + 1] ?? all[index - 1] ?? afterLast.current;
    next?.focus();
    remove(offer.key);
  };
  const keys = (event: KeyboardEvent, offer: Offer, index: number) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined) buttons()[index + step]?.focus();
    else if (event.key === 'Delete' || event.key === 'Backspace') take(offer, index);
    else return;
    event.preventDefault();
  };
  return (
    <ul className={styles.tags} ref={list} aria-label={t('io.chosen')}>
      {offers.map((offer, index) => (
        <li className={styles.tag} key={offer.key}>
          {offer.image && <OfferImage address={offer.image} />}
          <span className={styles.words}>{offer.label}</span>
          <button
            type="button"
            className={styles.remove}
            disabled={disabled}
            onClick={() => take(offer, index)}
            onKeyDown={(event) => keys(event, offer, index)}
          >
            <span className="hide">{t('io.remove', { label: offer.label })}</span>
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
}
