import { useCallback, useMemo } from 'react';
import type { Place, ViewStore } from '../ui/place';
import { call } from '../wire/calls';

/** Where the states of a page's lists stand in its address, and are kept by names. */
export function usePlaces(slug: string, prefixOf: (index: number) => string): (index: number) => Place {
  const views = useMemo<ViewStore>(
    () => ({
      list: async () => (await call('VIEWS', { slug })).views,
      save: (view) => call('SAVE_VIEW', { slug, ...view }),
      change: (view) => call('CHANGE_VIEW', view),
      remove: (viewId) => call('DELETE_VIEW', { viewId }),
    }),
    [slug],
  );
  return useCallback((index) => ({ prefix: prefixOf(index), views }), [prefixOf, views]);
}
