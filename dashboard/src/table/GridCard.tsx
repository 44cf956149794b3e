import { memo, useState } from 'react';
import type { Translate } from '../text/t';
import { hrefOf, isExternal } from '../wire/address';
import { mediaSource } from '../wire/media';
import styles from './Grid.module.css';
import { Clip } from './Clip';
import { openRow } from './Head';
import { RowMenu } from './TableRow';
import type { Params, RowMenuItem } from './model';

/** What is on a card. */
export interface Card {
  label?: string | null;
  /** An old name of the label. */
  title?: string | null;
  description?: string | null;
  image?: { url?: string | null; alt?: string | null; fit?: string; aspectRatio?: number } | null;
  menu?: RowMenuItem[];
  url?: string;
  route?: string;
  params?: Params;
}

interface Props {
  name: string;
  card: Card;
  first: boolean;
  t: Translate;
}

/** One card: a press anywhere on it opens what it leads to. */
export const GridCard = memo(function GridCard({ name, card, first, t }: Props) {
  const label = card.label ?? card.title ?? '';
  const href = hrefOf(card);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- its link is for keys
    <li
      className={styles.card}
      data-key={name}
      data-open={href !== undefined || undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- cards are moved between by keys
      tabIndex={first ? 0 : -1}
      onClick={openRow}
      onAuxClick={(event) => event.button === 1 && openRow(event)}
    >
      {card.image && <Cover image={card.image} />}
      {(label || card.description || card.menu) && (
        <div className={styles.body}>
          <div className={styles.words}>
            {label && (
              <p className={styles.label}>
                {href === undefined ? (
                  label
                ) : (
                  <a
                    href={href}
                    data-row
                    {...(!card.route && isExternal(href)
                      ? { target: '_blank', rel: 'noreferrer noopener' }
                      : {})}
                  >
                    {label}
                  </a>
                )}
              </p>
            )}
            {card.description && (
              <div className={styles.description}>
                <Clip name={label || name} lines={4} t={t}>
                  {card.description}
                </Clip>
              </div>
            )}
          </div>
          {card.menu && <RowMenu row={{ key: name, data: {}, menu: card.menu }} name={label || name} t={t} />}
        </div>
      )}
    </li>
  );
});

function Cover({ image }: { image: NonNullable<Card['image']> }) {
  const [broken, setBroken] = useState(false);
  const source = broken ? undefined : mediaSource(image.url ?? undefined);
  const ratio = image.aspectRatio && image.aspectRatio > 0 ? image.aspectRatio : 4 / 3;
  return (
    <div className={styles.cover} style={{ aspectRatio: String(ratio) }}>
      {source === undefined ? (
        <span className={styles.missing}>{image.alt}</span>
      ) : (
        <img
          src={source}
          alt={image.alt ?? ''}
          data-fit={image.fit === 'contain' ? 'contain' : undefined}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setBroken(true)}
        />
      )}
    </div>
  );
}
