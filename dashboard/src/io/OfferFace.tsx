import { useState } from 'react';
import styles from './OfferFace.module.css';
import type { Offer } from './options';

interface Props {
  offer: Offer;
  /** Names the second line, so that the control can be described by it. */
  aboutId?: string;
}

/** A picture, the words, and a second line: how an option looks beside its box. */
export function OfferFace({ offer, aboutId }: Props) {
  return (
    <span className={styles.face}>
      {offer.image && <OfferImage address={offer.image} />}
      <span className={styles.words}>
        {offer.label}
        {offer.description && (
          <span className={styles.about} id={aboutId} aria-hidden={aboutId ? true : undefined}>
            {offer.description}
          </span>
        )}
      </span>
    </span>
  );
}

/** A small picture. One that cannot be had keeps its place empty. */
export function OfferImage({ address }: { address: string }) {
  const [broken, setBroken] = useState('');
  return (
    <span className={styles.image} aria-hidden="true">
      {broken !== address && (
        <img
          src={address}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => setBroken(address)}
        />
      )}
    </span>
  );
}
