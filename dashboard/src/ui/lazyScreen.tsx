import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { retry } from './retry';
import { Skeleton } from './Skeleton';

/** A screen in a chunk of its own, with what to show until it is here. From then on it is drawn at once. */
export function lazyScreen<P extends object>(
  load: () => Promise<ComponentType<P>>,
  meanwhile: ReactNode = <Skeleton width={280} height={28} />,
) {
  let loaded: ComponentType<P> | undefined;
  let loading: Promise<ComponentType<P>> | undefined;
  const preload = () => {
    loading ??= retry(load).then(
      (screen) => (loaded = screen),
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  function Screen(props: P) {
    const [View, setView] = useState<ComponentType<P> | undefined>(() => loaded);
    const [error, setError] = useState<Error>();
    useEffect(() => {
      if (loaded) return;
      preload().then(
        (screen) => setView(() => screen),
        (reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))),
      );
    }, []);
    if (error) throw error; // the shell draws what stopped and how to go on
    return View ? <View {...props} /> : meanwhile;
  }
  return Object.assign(Screen, { preload });
}
