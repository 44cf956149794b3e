// Written by go generate ./protocol. Do not edit.

/** Answer is what somebody answered, as the transcript keeps it. */
export interface Answer {
  callId: string;
  values: unknown[];
  valuesMeta?: unknown;
  choice?: string;
  /** name of the person */
  by: string;
}

/** AnswerRequest answers the pending call of a run. All three ids must match it. */
export interface AnswerRequest {
  runId: string;
  callId: string;
  groupKey: string;
  values: unknown[];
  valuesMeta?: unknown;
  choice?: string;
}

/** BrowserCall names a request. */
export type BrowserCall =
  | 'PING'
  | 'SHELL'
  | 'HOME'
  | 'START_CARD'
  | 'START_RUN'
  | 'OPEN_RUN'
  | 'CLOSE_RUN'
  | 'ANSWER'
  | 'RUN_STATE'
  | 'CANCEL_RUN'
  | 'OPEN_PAGE'
  | 'PAGE_STATE'
  | 'CLOSE_PAGE'
  | 'HISTORY'
  | 'SET_THEME';

/** BrowserError says why a request was refused, in a sentence for a person. */
export interface BrowserError {
  code: ErrorCode;
  message: string;
}

/** BrowserPush tells a browser something it has subscribed to. */
export interface BrowserPush {
  push: BrowserPushKind;
  data: unknown;
}

/** BrowserPushKind names a push. */
export type BrowserPushKind =
  | 'SHELL'
  | 'HOME'
  | 'RUN'
  | 'PAGE'
  | 'SIGN_OUT';

/** BrowserReply answers a request with either data or an error. */
export interface BrowserReply {
  id: string;
  data?: unknown;
  error?: BrowserError;
}

/** BrowserRequest asks the server for something. */
export interface BrowserRequest {
  /** chosen by the browser, repeated in the reply */
  id: string;
  call: BrowserCall;
  data?: unknown;
}

/** Button is a link in a page's or a row's menu. Exactly one of Route and URL is set, unless it is disabled. */
export interface Button {
  label: string;
  /** primary, secondary or danger */
  theme?: string;
  /** slug of an action or page */
  route?: string;
  url?: string;
  /** scalars */
  params?: Record<string, unknown>;
  disabled?: boolean;
}

/** ChoiceButton is one way to submit an IO call. */
export interface ChoiceButton {
  label: string;
  value: string;
  /** primary, secondary or danger */
  theme?: string;
  /** addition: answers are not checked and not used */
  skipValidation?: boolean;
}

/** Component is one element of an IO call. Props and PropsMeta are a value in the encoding of this package (see [Encode]). */
export interface Component {
  methodName: Method;
  label: string;
  isStateful: boolean;
  isOptional: boolean;
  isMultiple: boolean;
  validationErrorMessage?: string;
  props: unknown;
  propsMeta?: unknown;
}

/** ErrorCode is the kind of a [BrowserError]. */
export type ErrorCode =
  | 'NOT_FOUND'
  | 'STALE'
  | 'INVALID'
  | 'TOO_LARGE'
  | 'UNAUTHENTICATED'
  | 'UNAVAILABLE'
  | 'CONFLICT'
  | 'INTERNAL';

/** EventKind is the kind of a [RunEvent]; it decides the type of its data. */
export type EventKind =
  | 'call'
  | 'answer'
  | 'loading'
  | 'log'
  | 'redirect'
  | 'notice';

/** History is one page of runs. */
export interface History {
  runs: Run[];
  more: boolean;
}

/** HistoryRequest asks for ended and live runs of the person, newest first. */
export interface HistoryRequest {
  /** run id of the last row seen */
  before?: string;
  /** 1 to 100 */
  limit: number;
}

/** Home is the home screen's lists, newest first. */
export interface Home {
  /** live runs of mine that ask */
  waiting: Run[];
  /** my other live runs */
  inProgress: Run[];
  /** mine, ended, at most five */
  recent: Run[];
}

/** IOCall is one render of one prompt: a question, a display, or several of both. ID is new for every render; InputGroupKey stays for the whole prompt. */
export interface IOCall {
  id: string;
  inputGroupKey: string;
  toRender: Component[];
  validationErrorMessage?: string;
  choiceButtons?: ChoiceButton[];
  /** addition: the heading of a group or form */
  title?: string;
  /** always "RENDER" */
  kind: string;
}

/** LayoutError tells which part of a page could not be shown. Message was written for people; anything else is only a reference. */
export interface LayoutError {
  /** title, description, children or menuItems */
  layoutKey?: string;
  error: string;
  message: string;
  reference?: string;
}

/** LoadingState is what a run shows while it works. Without any field it is a plain spinner. */
export interface LoadingState {
  label?: string;
  description?: string;
  itemsInQueue?: number;
  itemsCompleted?: number;
}

/** LogLine is one line that an action logged. */
export interface LogLine {
  index: number;
  text: string;
  /** milliseconds since 1970 */
  timestamp: number;
}

/** Method names a component of an IO call, for example INPUT_TEXT. */
export type Method =
  | 'INPUT_TEXT'
  | 'INPUT_EMAIL'
  | 'INPUT_NUMBER'
  | 'INPUT_BOOLEAN'
  | 'INPUT_DATE'
  | 'SELECT_SINGLE'
  | 'SELECT_TABLE'
  | 'SEARCH'
  | 'CONFIRM'
  | 'DISPLAY_HEADING'
  | 'DISPLAY_MARKDOWN'
  | 'DISPLAY_METADATA'
  | 'DISPLAY_TABLE'
  | 'DISPLAY_LINK'
  | 'DISPLAY_OBJECT'
  | 'DISPLAY_CODE'
  | 'DISPLAY_CHANGES';

/** Notice is a message of an action to the person who watches it. */
export interface Notice {
  title?: string;
  message: string;
}

/** OpenPageRequest opens a page. */
export interface OpenPageRequest {
  slug: string;
  params?: Record<string, string>;
}

/** OpenRunRequest asks for a run's events after a sequence number; 0 is all. */
export interface OpenRunRequest {
  runId: string;
  after: number;
}

/** OpenedPage names the opening; the layout follows as PushPage. */
export interface OpenedPage {
  pageKey: string;
  route: Route;
}

/** PageLayout is what a page shows, in SEND_PAGE and towards the browser. */
export interface PageLayout {
  /** always "BASIC" */
  kind: string;
  title?: string;
  description?: string;
  children?: IOCall;
  menuItems?: Button[];
  errors: LayoutError[];
}

/** PageRef names an opening of a page. */
export interface PageRef {
  pageKey: string;
}

/** PageRender is the present layout of an opened page. */
export interface PageRender {
  pageKey: string;
  seq: number;
  layout?: PageLayout;
  /** the service went away; open the page again */
  gone?: boolean;
}

/** PageStateRequest hands components of a page new states. */
export interface PageStateRequest {
  pageKey: string;
  groupKey: string;
  values: unknown[];
  valuesMeta?: unknown;
}

/** Person is somebody as the messages name them. ID, Name and Roles are additions. */
export interface Person {
  id?: string;
  name?: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** admin, developer or member */
  role: string;
  roles?: string[];
  teams: string[];
}

/** RedirectTarget is where a run sends the person. Exactly one of URL and Route is set. */
export interface RedirectTarget {
  url?: string;
  route?: string;
  params?: Record<string, unknown>;
  replace?: boolean;
}

/** Result is the outcome of a run. Data and Meta are a value in the encoding of this package; of a failure, Data is a [Failure]. */
export interface Result {
  /** 1; hosts in Python leave it out */
  schemaVersion: number;
  status: ResultStatus;
  data: unknown;
  meta?: unknown;
}

/** ResultStatus is how a run ended. */
export type ResultStatus =
  | 'SUCCESS'
  | 'FAILURE'
  | 'CANCELED'
  | 'REDIRECTED';

/** Route is an action or page in the navigation. Unlisted ones are in the tree too, marked, when the person may open them: a screen needs their names. */
export interface Route {
  slug: string;
  kind: RouteKind;
  name: string;
  description?: string;
  /** heading in the side bar, for example Records */
  section?: string;
  unlisted?: boolean;
  /** always shows its start card */
  dangerous?: boolean;
  children?: Route[];
}

/** RouteKind tells actions, pages and bare groups apart. */
export type RouteKind =
  | 'action'
  | 'page'
  | 'group';

/** Run is one run as lists and headers show it. */
export interface Run {
  id: string;
  slug: string;
  /** of the action */
  name: string;
  status: RunStatus;
  /** here or away */
  service: string;
  owner: Viewer;
  params?: Record<string, unknown>;
  startedAt: string;
  endedAt?: string;
  /** label of the open question */
  waitingOn?: string;
  /** once ended */
  result?: RunResult;
  /** false: the transcript is gone once the run has ended */
  kept: boolean;
  pendingKey?: string;
  /** id of the render that waits for an answer */
  pendingId?: string;
}

/** RunEvent is the present content of one slot of a transcript. A later event of the same slot replaces it; At keeps the place of the slot's first. */
export interface RunEvent {
  /** grows with every change of the run */
  seq: number;
  at: number;
  slot: string;
  kind: EventKind;
  time: string;
  data: unknown;
}

/** RunEvents brings a browser up to date: the run's head as it is now and every event after the sequence number it knew. */
export interface RunEvents {
  run: Run;
  /** the newest there is, also when Events is empty */
  seq: number;
  events: RunEvent[];
}

/** RunRef names a run. */
export interface RunRef {
  runId: string;
}

/** RunResult is how a run ended. */
export interface RunResult {
  /** a value in the encoding of this package */
  data?: unknown;
  meta?: unknown;
  /** of a failure, written for people */
  message?: string;
  /** of a failure in the service's log, for example 7F3K-92 */
  reference?: string;
  redirect?: RedirectTarget;
}

/** RunStatus is where a run stands. */
export type RunStatus =
  | 'starting'
  | 'working'
  | 'waiting'
  | 'done'
  | 'failed'
  | 'canceled'
  | 'redirected'
  | 'interrupted';

/** Shell is everything around the screens: who is here and what they may open. */
export interface Shell {
  /** id of the dashboard build the server has */
  build: string;
  /** of the panel */
  name: string;
  environment: string;
  /** no environment bar */
  production: boolean;
  person: Viewer;
  /** light, dark or "" for the system's */
  theme: string;
  /** here or away */
  service: string;
  /** roots of the tree, in the registry's order */
  routes: Route[];
  canSignOut: boolean;
}

/** StartCard is what a cold link of an action shows instead of running it. */
export interface StartCard {
  route: Route;
  /** newest live run of mine of this action */
  unfinished?: Run;
  lastRun?: Run;
  service: string;
}

/** StartCardRequest asks what would be started. */
export interface StartCardRequest {
  slug: string;
  params?: Record<string, string>;
}

/** StartRunRequest starts a run. The same key starts it once, however often it is sent; the same key with another action or parameters is a CONFLICT. */
export interface StartRunRequest {
  slug: string;
  params?: Record<string, string>;
  /** made by the browser, at most 64 characters */
  key: string;
}

/** StartedRun is the run a start made, or had made before. */
export interface StartedRun {
  runId: string;
}

/** StateRequest hands stateful components of an open call new states; null leaves one as it is. */
export interface StateRequest {
  runId: string;
  groupKey: string;
  values: unknown[];
  valuesMeta?: unknown;
}

/** ThemeRequest keeps the person's choice of theme: light, dark or "". */
export interface ThemeRequest {
  theme: string;
}

/** Viewer is the person at the browser. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
}
