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

/** Approval is a question for others, with all that those who decide may see of its run. */
export interface Approval extends Asking {
  call: IOCall;
}

/** ApproveProps belongs to APPROVE, an addition, which stands alone. It is for somebody else than the owner of the run: whoever is on one of Teams or has one of Roles; without any, whoever may use the action. The answer is a [Decision]. */
export interface ApproveProps {
  helpText?: string;
  teams?: string[];
  roles?: string[];
  details?: MetadataItem[];
  changes?: Change[];
}

/** Asking is a question that somebody asks others to decide, in a list. */
export interface Asking {
  runId: string;
  /** of the action */
  name: string;
  /** of the question */
  label: string;
  /** who asks */
  owner: Viewer;
  since: string;
}

/** BooleanProps belongs to INPUT_BOOLEAN. The answer is a boolean. */
export interface BooleanProps extends InputProps {
  defaultValue: boolean;
}

/** BrowserCall names a request. */
export type BrowserCall =
  | 'PING'
  | 'SHELL'
  | 'ROUTE'
  | 'HOME'
  | 'START_CARD'
  | 'START_RUN'
  | 'OPEN_RUN'
  | 'CLOSE_RUN'
  | 'ANSWER'
  | 'PROVE'
  | 'APPROVAL'
  | 'DECIDE'
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

/** Change is one value that changes. Before and After are absent where there was or will be nothing. */
export interface Change {
  label: string;
  before?: unknown;
  after?: unknown;
  /** what somebody else has written meanwhile */
  theirs?: unknown;
  /** a column type */
  kind?: string;
  currency?: string;
}

/** ChangesProps belongs to DISPLAY_CHANGES, an addition. */
export interface ChangesProps {
  rows: Change[];
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

/** CivilDate is a day without a time zone. */
export interface CivilDate {
  year: number;
  /** 1 to 12 */
  month: number;
  day: number;
}

/** CodeProps belongs to DISPLAY_CODE. */
export interface CodeProps {
  code: string;
  language?: string;
}

/** Component is one element of an IO call. Props and PropsMeta are a value in the encoding of this package (see [Encode]). */
export interface Component {
  methodName: Method;
  label: string;
  isStateful: boolean;
  isOptional: boolean;
  isMultiple: boolean;
  /** where IsMultiple: {"defaultValue"?: […]} */
  multipleProps?: unknown;
  validationErrorMessage?: string;
  props: unknown;
  propsMeta?: unknown;
}

/** ConfirmIdentityProps belongs to CONFIRM_IDENTITY, which stands alone. The answer is a boolean; a dashboard passes yes on only when it has proof. HelpText is an addition. */
export interface ConfirmIdentityProps {
  helpText?: string;
  /** absent: 5 minutes */
  gracePeriodMs?: number;
}

/** ConfirmProps belongs to CONFIRM, which stands alone. The answer is a boolean. All but HelpText are additions. With TypeToConfirm, yes is a [TypedConfirmation]. */
export interface ConfirmProps {
  helpText?: string;
  danger?: boolean;
  confirmLabel?: string;
  cancelLabel?: string;
  changes?: Change[];
  /** what the person has to type */
  typeToConfirm?: string;
}

/** DateProps belongs to INPUT_DATE. The answer is a [CivilDate]. */
export interface DateProps extends InputProps {
  defaultValue?: CivilDate;
  min?: CivilDate;
  max?: CivilDate;
}

/** DecideRequest decides the open question of somebody else's run. Both ids must match it. */
export interface DecideRequest {
  runId: string;
  callId: string;
  groupKey: string;
  approved: boolean;
  /** at most 1000 characters */
  reason?: string;
}

/** Decider is who decided. */
export interface Decider {
  id: string;
  name?: string;
  email?: string;
}

/** Decision is what somebody said to APPROVE. By is filled in by the dashboard's server and never by a browser. */
export interface Decision {
  approved: boolean;
  reason?: string;
  by: Decider;
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

/** FilterOption is one value to filter by. */
export interface FilterOption {
  label: string;
  value: string;
}

/** FilterValue is one filter in use. Op is eq, ne, contains, starts, gt, gte, lt, lte, in, null or notnull. */
export interface FilterValue {
  column: string;
  op: string;
  value?: unknown;
}

/** HeadingProps belongs to DISPLAY_HEADING. */
export interface HeadingProps {
  /** 2 to 4 */
  level?: number;
  description?: string;
  menuItems?: Button[];
}

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
  /** live runs of mine that ask me */
  waiting: Run[];
  /** what others ask me to decide */
  approvals: Asking[];
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

/** InputProps is what every input has. */
export interface InputProps {
  helpText?: string;
  placeholder?: string;
  disabled?: boolean;
  /** addition */
  disabledReason?: string;
}

/** LayoutError tells which part of a page could not be shown. Message was written for people; anything else is only a reference. */
export interface LayoutError {
  /** title, description, children or menuItems */
  layoutKey?: string;
  error: string;
  message: string;
  reference?: string;
}

/** LinkProps belongs to DISPLAY_LINK, whose label is the text. */
export interface LinkProps {
  theme?: string;
  url?: string;
  route?: string;
  params?: Record<string, unknown>;
  /** addition */
  disabled?: boolean;
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

/** MarkdownProps belongs to DISPLAY_MARKDOWN, whose label is the text. */
export interface MarkdownProps {
  /** addition: the label, rendered and cleaned by the host */
  html?: string;
}

/** MetadataItem is one labelled value. Type and Currency are additions, as of [TableColumn]. */
export interface MetadataItem {
  label: string;
  /** text, number, boolean, date, big integer or null */
  value: unknown;
  type?: string;
  currency?: string;
  url?: string;
  route?: string;
  params?: Record<string, unknown>;
  error?: string;
}

/** MetadataProps belongs to DISPLAY_METADATA. */
export interface MetadataProps {
  data: MetadataItem[];
  /** grid, list or card */
  layout?: string;
}

/** Method names a component of an IO call, for example INPUT_TEXT. */
export type Method =
  | 'INPUT_TEXT'
  | 'INPUT_EMAIL'
  | 'INPUT_NUMBER'
  | 'INPUT_BOOLEAN'
  | 'INPUT_DATE'
  | 'SELECT_SINGLE'
  | 'SELECT_MULTIPLE'
  | 'SELECT_TABLE'
  | 'SEARCH'
  | 'CONFIRM'
  | 'CONFIRM_IDENTITY'
  | 'APPROVE'
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

/** NumberProps belongs to INPUT_NUMBER. The answer is a number; towards this project's hosts it may also be a decimal text, which is exact. */
export interface NumberProps extends InputProps {
  /** a number */
  defaultValue?: unknown;
  min?: unknown;
  max?: unknown;
  decimals?: number;
  prepend?: string;
  /** ISO code */
  currency?: string;
  /** addition: "minor" when all values are smallest units of Currency */
  unit?: string;
}

/** ObjectProps belongs to DISPLAY_OBJECT. */
export interface ObjectProps {
  data: unknown;
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

/** Option is one option of a select, and its answer. Label and Value are a text, number, boolean or date. Group is an addition: the heading it stands under. */
export interface Option {
  label: unknown;
  value: unknown;
  description?: string;
  image?: OptionImage;
  group?: string;
}

/** OptionImage is the picture of an option or a search result. */
export interface OptionImage {
  url: string;
  alt?: string;
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

/** PlacedRoute is a route with the pages and groups above it, the highest first, as far as the person may see them. */
export interface PlacedRoute {
  route: Route;
  above: Route[];
}

/** ProveRequest answers the pending CONFIRM_IDENTITY of a run with a secret, which is kept nowhere. Without one it asks whether an earlier proof still counts. */
export interface ProveRequest {
  runId: string;
  callId: string;
  groupKey: string;
  secret?: string;
}

/** Proved tells whether the identity is confirmed, and with it the question answered. A secret that is not right is an error. */
export interface Proved {
  ok: boolean;
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

/** Route is an action or page. The tree of the navigation holds the listed ones; an unlisted one has to be asked for by its slug. */
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

/** RouteRequest asks what stands at a slug. */
export interface RouteRequest {
  slug: string;
}

/** RowKey is one selected row in the answer of SELECT_TABLE. */
export interface RowKey {
  key: string;
}

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
  /** the open question is for somebody else than the owner */
  forOthers?: boolean;
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

/** SearchProps belongs to SEARCH. The answer is the value of a [SearchResult], also of earlier results; of a multiple component a list of them. The last three are additions. Chosen are the earlier results that the state names. */
export interface SearchProps extends InputProps {
  results: SearchResult[];
  defaultValue?: string;
  chosen?: SearchResult[];
  minSelections?: number;
  maxSelections?: number;
}

/** SearchResult is one result of a search. Its value is the answer's text. */
export interface SearchResult {
  value: string;
  label: unknown;
  description?: string;
  image?: OptionImage;
}

/** SearchState is the state of SEARCH: what the person has typed and, as an addition, the values of what is chosen already. */
export interface SearchState {
  queryTerm: string;
  chosen?: string[];
}

/** SelectManyProps belongs to SELECT_MULTIPLE. The answer is a list of [Option]. Searchable, and of the options everything but label and value, are additions. */
export interface SelectManyProps extends InputProps {
  options: Option[];
  defaultValue: Option[];
  minSelections?: number;
  maxSelections?: number;
  searchable?: boolean;
}

/** SelectProps belongs to SELECT_SINGLE. The answer is an [Option]. */
export interface SelectProps extends InputProps {
  options: Option[];
  defaultValue?: Option;
  searchable?: boolean;
}

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

/** TableColumn describes a column. All but Label and AccessorKey are additions. */
export interface TableColumn {
  label: string;
  accessorKey?: string;
  /** text, number, money, boolean, date, datetime, enum, id or link */
  type?: string;
  sortable: boolean;
  filter?: TableFilter;
  /** of money, whose cells are smallest units */
  currency?: string;
  /** by value */
  colors?: Record<string, string>;
}

/** TableFilter offers to filter by a column. */
export interface TableFilter {
  /** text, number, date, enum or boolean */
  kind: string;
  options?: FilterOption[];
}

/** TableProps belongs to DISPLAY_TABLE and SELECT_TABLE; the props from MinSelections to SelectedKeys only to the second, IsAsync and Orientation only to the first. The last three are additions. */
export interface TableProps extends InputProps {
  columns: TableColumn[];
  /** at most 500 */
  data: TableRow[];
  totalRecords?: number;
  isAsync?: boolean;
  /** horizontal or vertical */
  orientation?: string;
  /** absent is true */
  isSortable?: boolean;
  isFilterable?: boolean;
  defaultPageSize?: number;
  minSelections?: number;
  maxSelections?: number;
  selectedKeys?: string[];
  totalIsEstimate?: boolean;
  nextCursor?: string;
  prevCursor?: string;
}

/** TableRow is one row. Data holds the cells by the columns' accessor keys: a text, number, boolean, date, null, or a [TableCell]. URL, Route and Params are additions: where a click on the row leads. */
export interface TableRow {
  key: string;
  data: Record<string, unknown>;
  menu?: Button[];
  url?: string;
  route?: string;
  params?: Record<string, unknown>;
}

/** TableState is what the person has typed, sorted and turned to. Filters, After and Before are additions; with a cursor, Offset is only for show. */
export interface TableState {
  queryTerm?: string;
  sortColumn?: string;
  /** asc or desc */
  sortDirection?: string;
  offset: number;
  pageSize: number;
  isSelectAll?: boolean;
  filters?: FilterValue[];
  after?: string;
  before?: string;
}

/** TextProps belongs to INPUT_TEXT and INPUT_EMAIL. The answer is a text. */
export interface TextProps extends InputProps {
  defaultValue?: string;
  multiline?: boolean;
  lines?: number;
  minLength?: number;
  maxLength?: number;
  /** addition: a regular expression for the whole text */
  pattern?: string;
  /** addition: the pattern in words */
  patternMessage?: string;
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

/** The properties, state and answer of each component; null where it has none. */
export interface ComponentShapes {
  APPROVE: { props: ApproveProps; state: null; answer: Decision };
  CONFIRM: { props: ConfirmProps; state: null; answer: unknown };
  CONFIRM_IDENTITY: { props: ConfirmIdentityProps; state: null; answer: boolean };
  DISPLAY_CHANGES: { props: ChangesProps; state: null; answer: null };
  DISPLAY_CODE: { props: CodeProps; state: null; answer: null };
  DISPLAY_HEADING: { props: HeadingProps; state: null; answer: null };
  DISPLAY_LINK: { props: LinkProps; state: null; answer: null };
  DISPLAY_MARKDOWN: { props: MarkdownProps; state: null; answer: null };
  DISPLAY_METADATA: { props: MetadataProps; state: null; answer: null };
  DISPLAY_OBJECT: { props: ObjectProps; state: null; answer: null };
  DISPLAY_TABLE: { props: TableProps; state: TableState; answer: null };
  INPUT_BOOLEAN: { props: BooleanProps; state: null; answer: boolean };
  INPUT_DATE: { props: DateProps; state: null; answer: CivilDate };
  INPUT_EMAIL: { props: TextProps; state: null; answer: string };
  INPUT_NUMBER: { props: NumberProps; state: null; answer: unknown };
  INPUT_TEXT: { props: TextProps; state: null; answer: string };
  SEARCH: { props: SearchProps; state: SearchState; answer: string };
  SELECT_MULTIPLE: { props: SelectManyProps; state: null; answer: Option[] };
  SELECT_SINGLE: { props: SelectProps; state: null; answer: Option };
  SELECT_TABLE: { props: TableProps; state: TableState; answer: RowKey[] };
}
