// The calls of the socket with the types of their data and replies.

import { base, socketAddress } from './mount';
import type * as P from './protocol.gen';
import { Socket, type CallOptions } from './socket';

interface Calls {
  PING: [undefined, void];
  SHELL: [undefined, P.Shell];
  ROUTE: [P.RouteRequest, P.PlacedRoute];
  HOME: [undefined, P.Home];
  START_CARD: [P.StartCardRequest, P.StartCard];
  START_RUN: [P.StartRunRequest, P.StartedRun];
  OPEN_RUN: [P.OpenRunRequest, P.RunEvents];
  CLOSE_RUN: [P.RunRef, void];
  TOUCH_RUN: [P.RunRef, void];
  ANSWER: [P.AnswerRequest, void];
  PROVE: [P.ProveRequest, P.Proved];
  APPROVAL: [P.RunRef, P.Approval];
  DECIDE: [P.DecideRequest, void];
  RUN_STATE: [P.StateRequest, void];
  CANCEL_RUN: [P.RunRef, void];
  OPEN_PAGE: [P.OpenPageRequest, P.OpenedPage];
  PAGE_STATE: [P.PageStateRequest, P.PageStateReply];
  REFRESH_PAGE: [P.RefreshPageRequest, void];
  CLOSE_PAGE: [P.PageRef, void];
  VIEWS: [P.ViewsRequest, P.Views];
  SAVE_VIEW: [P.SaveViewRequest, P.View];
  CHANGE_VIEW: [P.ChangeViewRequest, P.View];
  DELETE_VIEW: [P.ViewRef, void];
  RUN_DOWNLOAD: [P.RunDownloadRequest, P.Download];
  PAGE_DOWNLOAD: [P.PageDownloadRequest, P.Download];
  RUN_UPLOAD: [P.RunUploadRequest, P.UploadSlot];
  DROP_UPLOAD: [P.DropUploadRequest, void];
  HISTORY: [P.HistoryRequest, P.History];
  SCHEDULES: [undefined, P.Schedules];
  SET_THEME: [P.ThemeRequest, void];
  READ_NOTICES: [P.ReadNoticesRequest, void];
}

interface Pushes {
  SHELL: P.Shell;
  HOME: P.Home;
  RUN: P.RunEvents;
  PAGE: P.PageRender;
  SIGN_OUT: undefined;
}

/** The connection of this tab. */
export const socket = new Socket({ address: socketAddress(), probe });

/** Asks the server; rejects with a CallError. */
export function call<N extends keyof Calls>(
  name: N,
  ...[data, options]: Calls[N][0] extends undefined
    ? [data?: undefined, options?: CallOptions]
    : [data: Calls[N][0], options?: CallOptions]
): Promise<Calls[N][1]> {
  return socket.call(name, data, options) as Promise<Calls[N][1]>;
}

/** Follows a push; returns what ends it. */
export function onPush<N extends keyof Pushes>(kind: N, listener: (data: Pushes[N]) => void): () => void {
  return socket.onPush(kind, listener as (data: unknown) => void);
}

async function probe(): Promise<'here' | 'signed-out' | 'away'> {
  const reply = await fetch(`${base}/`, {
    redirect: 'manual',
    headers: { Accept: 'text/html' },
    cache: 'no-store',
  });
  if (reply.type === 'opaqueredirect' || reply.status === 401 || reply.status === 403) return 'signed-out';
  return reply.ok ? 'here' : 'away';
}
