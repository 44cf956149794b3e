import { useSearch } from 'wouter';
import { hrefOf } from '../wire/address';
import { useRoute } from './useRoute';
import styles from './Crumbs.module.css';

/** The way to a route through the tree; with itself when the screen is about one run of it. */
export function Crumbs({ slug, withSelf = false }: { slug: string; withSelf?: boolean }) {
  const placed = useRoute(slug);
  const list = new URLSearchParams(useSearch()).get('list');
  if (typeof placed === 'string') return null;
  const way = withSelf ? [...placed.above, placed.route] : placed.above;
  if (way.length === 0) return null;
  return (
    <p className={styles.crumbs}>
      {way.map((route, index) => (
        <span key={route.slug}>
          {route.kind === 'group' ? (
            route.name
          ) : (
            <a
              href={hrefOf({ route: route.slug }) + (list && index === way.length - 1 ? `?${list}` : '')}
              data-cold
            >
              {route.name}
            </a>
          )}
          {index < way.length - 1 ? ' / ' : ''}
        </span>
      ))}
    </p>
  );
}
