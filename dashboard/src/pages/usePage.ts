import { useCallback, useEffect, useRef, useState } from 'react';
import type { FileRequest } from '../ui/files';
import { useStore } from '../ui/useStore';
import { call, onPush, socket } from '../wire/calls';
import type { Download, LoadingState, PageLayout, PageRender, RedirectTarget } from '../wire/protocol.gen';
import { CallError } from '../wire/socket';
import { encodeValues } from '../wire/values';

/** One coming to a page, and what its address then said. */
export interface Visit {
  key: string | undefined;
  params: Record<string, string>;
}

/** A page that is open. */
export interface OpenPage {
  slug: string;
  layout: PageLayout | undefined;
  /** The old layout is shown while a new one is on its way. */
  stale: boolean;
  /** The service has gone away; it opens again by itself. */
  away: boolean;
  error: CallError | undefined;
  /** What the service says while it makes the next layout. */
  loading: LoadingState | undefined;
  /** Where the page sends the person, once it does. */
  redirect: RedirectTarget | undefined;
  /** When all that is shown was there, or something newer, in milliseconds. */
  at: number;
  reopen: () => void;
  /** Has the page drawn again: in its place, where the service can. */
  refresh: () => void;
  /** Hands a component a new state; tells its number, which a layout's states are up to. */
  sendState: (groupKey: string, count: number, index: number, state: unknown) => Promise<number>;
  askFile: (request: FileRequest) => Promise<Download>;
}

const staleAfter = 60_000;

/** Opens a page, follows its layout, and opens it again when the line or the service was away. */
export function usePage(slug: string, { key: visit, params }: Visit): OpenPage {
  const [render, setRender] = useState<PageRender>();
  const [error, setError] = useState<CallError>();
  const [attempt, setAttempt] = useState(0);
  const [gone, setGone] = useState(false);
  const [stale, setStale] = useState(false);
  const [at, setAt] = useState(0);
  const [loading, setLoading] = useState<LoadingState>();
  const [redirect, setRedirect] = useState<RedirectTarget>();
  const { opened } = useStore(socket.connection);
  const key = useRef('');
  const sent = JSON.stringify(params);
  const reopen = useCallback(() => setAttempt((before) => before + 1), []);

  useEffect(() => {
    if (opened === 0) return;
    let left = false;
    let early: PageRender[] = [];
    key.current = '';
    setStale(true);
    setLoading(undefined);
    setRedirect(undefined);
    const take = (push: PageRender) => {
      if (push.redirect || push.loading) {
        if (push.redirect) setRedirect(push.redirect);
        if (push.loading) setLoading(push.loading);
        return;
      }
      setLoading(undefined);
      if (push.gone) {
        setGone(true);
        return;
      }
      setGone(false);
      setStale(false);
      setAt(Date.now() - (push.layout?.age ?? 0) * 1000);
      setRender((before) => (before?.pageKey === push.pageKey && before.seq >= push.seq ? before : push));
    };
    const end = onPush('PAGE', (push) => {
      if (left) return;
      // A render may come before the reply that names its page.
      if (key.current === '') early.push(push);
      else if (push.pageKey === key.current) take(push);
    });
    call('OPEN_PAGE', { slug, params: JSON.parse(sent) as Record<string, string> }, { again: false }).then(
      ({ pageKey }) => {
        if (left) {
          close(pageKey);
          return;
        }
        key.current = pageKey;
        setError(undefined);
        for (const push of early) if (push.pageKey === pageKey) take(push);
        early = [];
      },
      (reason: unknown) => {
        if (!left && reason instanceof CallError && reason.code !== 'CUT') {
          setStale(false);
          setError(reason);
        }
      },
    );
    return () => {
      left = true;
      end();
      if (key.current) close(key.current);
    };
  }, [slug, sent, visit, opened, attempt]);

  useEffect(() => {
    if (!gone) return;
    const timer = setInterval(reopen, 2000);
    return () => clearInterval(timer);
  }, [gone, reopen]);

  const renews = render?.layout?.renews ?? false;
  const ask = useCallback(
    (timed: boolean) => {
      if (!renews) {
        reopen();
        return;
      }
      call('REFRESH_PAGE', { pageKey: key.current, timed }, { again: false }).catch((reason: unknown) => {
        // After a cut, or when the service has gone, the page is opened anew anyway.
        if (reason instanceof CallError && reason.code === 'STALE') reopen();
      });
    },
    [renews, reopen],
  );
  const refresh = useCallback(() => ask(false), [ask]);
  const renew = useCallback(() => ask(true), [ask]);
  useRefreshOnReturn(renew);
  useRefresh(render?.layout?.refresh, renew);

  const sendState = useCallback(async (groupKey: string, count: number, index: number, state: unknown) => {
    const values: unknown[] = Array.from({ length: count }, () => null);
    values[index] = state;
    const told = { pageKey: key.current, groupKey, ...encodeValues(values) };
    return (await call('PAGE_STATE', told, { again: false })).state;
  }, []);

  const askFile = useCallback(
    (request: FileRequest) => call('PAGE_DOWNLOAD', { pageKey: key.current, ...request }, { again: false }),
    [],
  );

  return {
    slug,
    layout: render?.layout ?? undefined,
    stale,
    away: gone,
    error,
    loading,
    redirect,
    at,
    reopen,
    refresh,
    sendState,
    askFile,
  };
}

function close(pageKey: string) {
  call('CLOSE_PAGE', { pageKey }, { again: false }).catch(() => {
    // The line is down, and with it the page.
  });
}

/** Renews every so many seconds, while the page is looked at and nothing is being typed or chosen. */
function useRefresh(seconds: number | undefined, reopen: () => void) {
  useEffect(() => {
    if (!seconds) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && !isBusy()) reopen();
    }, seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds, reopen]);
}

function isBusy(): boolean {
  return document.querySelector('input:focus, textarea:focus, [role=menu], [role=dialog]') !== null;
}

/** Opens again when the person comes back to a tab that was hidden for a while. */
function useRefreshOnReturn(reopen: () => void) {
  useEffect(() => {
    let hiddenAt = 0;
    const look = () => {
      if (document.visibilityState === 'hidden') hiddenAt = Date.now();
      else if (hiddenAt > 0 && Date.now() - hiddenAt > staleAfter) reopen();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [reopen]);
}
