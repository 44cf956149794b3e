import { useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { Below } from './Below';
import { NotFound } from '../shell/NotFound';
import { useTitle } from '../shell/title';
import { StartCard } from '../run/StartCard';
import { Starting } from '../run/Starting';
import { Skeleton } from '../ui/Skeleton';
import { useStore } from '../ui/useStore';
import type { Remembered } from '../wire/address';
import type { Route } from '../wire/protocol.gen';
import { shell as shellStore } from '../wire/shell';
import { useRoute } from '../shell/useRoute';
import { PageScreen } from './PageScreen';
import styles from './Home.module.css';

/** The screen of a slug: a page, a start card, or a run that starts. */
export function RouteScreen({ slug }: { slug: string }) {
  const shell = useStore(shellStore);
  const search = useSearch();
  const start = useHistoryState<Remembered | null>()?.start;
  const placed = useRoute(slug);
  if (!shell || placed === 'asking') return <Skeleton width={280} height={28} />;
  if (placed === 'absent') return <NotFound />;
  const { route } = placed;
  if (route.kind === 'page') return <PageScreen key={slug} route={route} search={search} />;
  if (route.kind === 'group') return <GroupScreen route={route} />;
  const params = Object.fromEntries(new URLSearchParams(search));
  if (start && !route.dangerous)
    return <Starting key={start} route={route} params={params} startKey={start} />;
  return <StartCard key={`${slug}?${search}`} route={route} params={params} clicked={start} />;
}

function GroupScreen({ route }: { route: Route }) {
  useTitle(route.name);
  return (
    <div className={styles.screen}>
      <h1>{route.name}</h1>
      {route.description ? <p className={styles.dim}>{route.description}</p> : null}
      <Below route={route} />
    </div>
  );
}
