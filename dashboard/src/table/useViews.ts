import { useEffect, useState } from 'react';
import type { ViewStore } from '../ui/place';
import type { View } from '../wire/protocol.gen';

/** The named states of one list that the person may open, as far as they are known here. */
export function useViews(store: ViewStore, label: string) {
  const [views, setViews] = useState<View[]>([]);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let left = false;
    store.list().then(
      (all) => {
        if (left) return;
        setProblem(undefined);
        setViews(all.filter(({ list }) => list === label));
      },
      (reason: unknown) => {
        if (!left && reason instanceof Error) setProblem(reason.message);
      },
    );
    return () => {
      left = true;
    };
  }, [store, label]);
  const put = (view: View) =>
    setViews((before) =>
      before.some(({ id }) => id === view.id)
        ? before.map((each) => (each.id === view.id ? view : each))
        : [...before, view],
    );
  const drop = (view: View) => setViews((before) => before.filter(({ id }) => id !== view.id));
  return { views, problem, put, drop };
}
