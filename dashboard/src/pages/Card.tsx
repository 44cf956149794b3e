import { t } from '../text/t';
import { Badge } from '../ui/Badge';
import { hrefOf } from '../wire/address';
import type { Route } from '../wire/protocol.gen';
import styles from './Home.module.css';

/** An action or page as a card: name and one line of help. */
export function Card({ route }: { route: Route }) {
  return (
    <li className={styles.cardPlace}>
      <a className={styles.card} href={hrefOf({ route: route.slug })}>
        <span className={styles.cardName}>
          {route.name}
          {route.dangerous ? <Badge tone="bad">{t('home.dangerous')}</Badge> : null}
        </span>
        {route.description ? <span className={styles.cardHelp}>{route.description}</span> : null}
      </a>
    </li>
  );
}
