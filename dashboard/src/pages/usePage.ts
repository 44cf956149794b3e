import { useCallback, useEffect, useRef, useState } from 'react';
import type { FileRequest } from '../ui/files';
import { useStore } from '../ui/useStore';
import { call, onPush, socket } from '../wire/calls';
import type { Download, PageLayout, PageRender } from '../wire/protocol.gen';
import { CallError } from '../wire/socket';
import { encodeValues } from '../wire/values';

/** A page that is open. */
export interface OpenPage {
  layout: PageLayout | undefined;
  /** The old layout is shown while a new one is on its way. */
  stale: boolean;
  /** The service has gone away; it opens again by itself. */
  away: boolean;
  error: CallError | undefined;
  reopen: () => void;
  sendState: (groupKey: string, count: number, index: number, state: unknown) => Promise<void>;
  askFile: (request: FileRequest) => Promise<Download>;
}

const staleAfter = 60_000;

/** Opens a page, follows its layout, and opens it again when the line or the service was away. */
export function usePage(slug: string, params: Record<string, string>): OpenPage {
  const [render, setRender] = useState<PageRender>();
  const [error, setError] = useState<CallError>();
  const [attempt, setAttempt] = useState(0);
  const [gone, setGone] = useState(false);
  const [stale, setStale] = useState(false);
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
    const take = (push: PageRender) => {
      if (push.gone) {
        setGone(true);
        return;
      }
      setGone(false);
      setStale(false);
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
  }, [slug, sent, opened, attempt]);

  useEffect(() => {
    if (!gone) return;
    const timer = setInterval(reopen, 2000);
    return () => clearInterval(timer);
  }, [gone, reopen]);

  useRefreshOnReturn(reopen);
  useRefresh(render?.layout?.refresh, reopen);

  const sendState = useCallback(async (groupKey: string, count: number, index: number, state: unknown) => {
    const values: unknown[] = Array.from({ length: count }, () => null);
    values[index] = state;
    await call('PAGE_STATE', { pageKey: key.current, groupKey, ...encodeValues(values) }, { again: false });
  }, []);

  const askFile = useCallback(
    (request: FileRequest) => call('PAGE_DOWNLOAD', { pageKey: key.current, ...request }, { again: false }),
    [],
  );

  return { layout: render?.layout ?? undefined, stale, away: gone, error, reopen, sendState, askFile };
}

function close(pageKey: string) {
  call('CLOSE_PAGE', { pageKey }, { again: false }).catch(() => {
    // The line is down, and with it the page.
  });
}

/** Opens again every so many seconds, while the page is looked at and nothing is being typed or chosen. */
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
