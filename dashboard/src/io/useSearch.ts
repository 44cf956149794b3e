import { useEffect, useRef, useState } from 'react';
import { useDelayed } from '../ui/useDelayed';
import { faceOf } from './options';
import type { Offer } from './options';
import type { SearchProps, SearchResult } from './props';
import type { IOComponent, RendererProps } from './types';

/** What was found: the host's key for it, and how it looked when it was chosen. */
export interface Found {
  value: string;
  label: string;
  image?: string;
}

/** What SET_STATE carries; chosen only where there are several. */
export interface SearchState {
  queryTerm: string;
  chosen?: string[];
  /** The last page of results to list; absent for the first one. */
  page?: number;
}

const pause = 120;

/** What there is to choose from now, and how to ask for something else. */
export function useSearch(props: RendererProps<SearchProps, any, SearchState>, chosen?: readonly Found[]) {
  const { component, stale, state, error, t } = props;
  const [typed, setTyped] = useState('');
  const ask = useAsk(props, chosen);
  const query = typed.trim();
  const answered = !stale && state?.queryTerm === query;
  const { results, more, narrow } = useListed(component.props, query, answered);
  const page = state?.queryTerm === query ? (state.page ?? 0) : 0;
  const busy = useDelayed(stale, 150);
  const found = answered ? t('io.nothingFound', { query }) : t('io.searching');
  return {
    offers: offersOf(results),
    busy,
    placeholder: component.props.placeholder ?? t('io.typeToFind'),
    empty: query === '' ? t('io.typeToFind') : found,
    failed: answered && error !== undefined,
    more: more && !stale && (query === '' || answered) ? () => ask(query, page + 1) : undefined,
    narrow: narrow ? t('io.narrowDown', { count: results?.length ?? 0 }) : undefined,
    onQuery: (text: string) => {
      setTyped(text);
      ask(text.trim());
    },
  };
}

/** What is listed: of an empty box what was offered at first, and the pages behind it. */
function useListed(props: SearchProps, query: string, answered: boolean): SearchProps {
  const [atFirst, setAtFirst] = useState(props);
  if (query !== '') return props;
  if (answered && props.results !== atFirst.results) setAtFirst(props);
  return atFirst;
}

/** Asks for a page at once, and for another query once typing has paused; an empty box asks nothing. */
function useAsk({ setState }: { setState: (state: SearchState) => void }, chosen?: readonly Found[]) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(chosen);
  useEffect(() => {
    latest.current = chosen;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return (query: string, page = 0) => {
    clearTimeout(timer.current);
    const send = () => {
      const keys = latest.current?.map((found) => found.value) ?? [];
      setState({
        queryTerm: query,
        ...(keys.length > 0 && { chosen: keys }),
        ...(page > 0 && { page }),
      });
    };
    if (page > 0) send();
    else if (query !== '') timer.current = setTimeout(send, pause);
  };
}

/** Search results as they are offered. */
export function offersOf(results: SearchResult[] | undefined): Offer[] {
  return (results ?? []).map((result) => ({ key: result.value, ...faceOf(result) }));
}

/** What was chosen as it is kept. */
export function foundOf({ key, label, image }: Offer): Found {
  return image ? { value: key, label, image } : { value: key, label };
}

/** The result with this key among those the component can name. */
export function find({ props }: IOComponent<SearchProps>, value: unknown): Found | undefined {
  const offer = offersOf([...(props.results ?? []), ...(props.chosen ?? [])]).find(
    ({ key }) => key === value,
  );
  return offer && foundOf(offer);
}
