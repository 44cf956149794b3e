import { Collection, Header, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Icon } from '../ui/Icon';
import control from '../ui/control.module.css';
import { OfferImage } from './OfferFace';
import styles from './OfferItem.module.css';
import { sectionsOf } from './options';
import type { Offer } from './options';

/** The items of a list box: under their headings where there are some. */
export function offerItems(offers: readonly Offer[]) {
  return sectionsOf(offers).map(({ name, offers: own }) =>
    name ? (
      <ListBoxSection key={`section ${name}`} id={`section ${name}`} className={styles.section}>
        <Header className={styles.heading}>{name}</Header>
        <Collection items={own.map(withId)}>{(offer) => offerItem(offer)}</Collection>
      </ListBoxSection>
    ) : (
      own.map(offerItem)
    ),
  );
}

function withId<T extends Offer>(offer: T): T & { id: string } {
  return { ...offer, id: offer.key };
}

function offerItem(offer: Offer) {
  return (
    <ListBoxItem key={offer.key} id={offer.key} textValue={offer.label} className={control.option}>
      {({ isSelected }) => (
        <span className={styles.item}>
          {offer.image && <OfferImage address={offer.image} />}
          <span className={styles.words}>
            <span>{offer.label}</span>
            {offer.description && <small>{offer.description}</small>}
          </span>
          {isSelected && (
            <span className={styles.check}>
              <Icon name="check" size={14} />
            </span>
          )}
        </span>
      )}
    </ListBoxItem>
  );
}
