import { visible } from '../shell/navigation';
import { t } from '../text/t';
import type { Route } from '../wire/protocol.gen';
import { Card } from './Card';
import styles from './Home.module.css';

interface Props {
  route: Route;
  /** What the page says of itself, which is something too. */
  said?: string | null;
}

/** What stands below a page or group, for want of anything else on it. */
export function Below({ route, said }: Props) {
  const routes = visible(route.children ?? []);
  if (routes.length === 0) return said ? null : <p className={styles.dim}>{t('page.empty')}</p>;
  return (
    <ul className={styles.cards}>
      {routes.map((child) => (
        <Card key={child.slug} route={child} />
      ))}
    </ul>
  );
}
