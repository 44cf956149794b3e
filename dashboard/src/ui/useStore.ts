import { useSyncExternalStore } from 'react';
import type { Store } from '../wire/store';

/** The store's present value; the component follows it. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
