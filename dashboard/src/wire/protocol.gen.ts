// Written by go generate ./protocol. Do not edit.

/** Answer is what somebody answered, as the transcript keeps it. */
export interface Answer {
  callId: string;
  values: unknown[];
  valuesMeta?: unknown;
  choice?: string;
  /** name of the person */
  by: string;
  /** places of secrets that were answered; their values are null */
  leftOut?: number[];
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
  /** the help text as inline HTML, where it is formatted; an addition */
  helpHtml?: string;
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
  | 'TOUCH_RUN'
  | 'ANSWER'
  | 'PROVE'
  | 'APPROVAL'
  | 'DECIDE'
  | 'RUN_STATE'
  | 'CANCEL_RUN'
  | 'OPEN_PAGE'
  | 'PAGE_STATE'
  | 'REFRESH_PAGE'
  | 'CLOSE_PAGE'
  | 'RUN_DOWNLOAD'
  | 'PAGE_DOWNLOAD'
  | 'RUN_UPLOAD'
  | 'DROP_UPLOAD'
  | 'VIEWS'
  | 'SAVE_VIEW'
  | 'CHANGE_VIEW'
  | 'DELETE_VIEW'
  | 'HISTORY'
  | 'SCHEDULES'
  | 'SET_THEME'
  | 'READ_NOTICES';

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
  /** addition: the action opens in a drawer over the page */
  over?: boolean;
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

/** ChangeViewRequest gives a view of the person all of these. */
export interface ChangeViewRequest {
  viewId: string;
  name: string;
  state: string;
  shared: boolean;
}

/** ChangesProps belongs to DISPLAY_CHANGES, an addition. */
export interface ChangesProps {
  rows: Change[];
}

/** ChartProps belongs to DISPLAY_CHART, an addition. */
export interface ChartProps {
  /** line, area, bar, pie or donut */
  kind: string;
  /** what labels are */
  axis: string;
  labels: unknown[];
  /** text, number, date or datetime */
  labelType: string;
  series: ChartSeries[];
  stacked?: boolean;
  /** all values are smallest units of it */
  currency?: string;
  helpText?: string;
  /** the help text as inline HTML, where it is formatted; an addition */
  helpHtml?: string;
}

/** ChartSeries is one line, set of bars or pie: a number or null for each label. */
export interface ChartSeries {
  label: string;
  values: unknown[];
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

/** CivilDateTime is what calendar and clock show, without a time zone. */
export interface CivilDateTime extends CivilDate, CivilTime {
}

/** CivilTime is a time of day without a day or a time zone. */
export interface CivilTime {
  /** 0 to 23 */
  hour: number;
  minute: number;
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
  /** addition: shown only then, and answered with null otherwise */
  showIf?: ShowIf;
  /** addition: the place of the heading, or of the yes or no, that it belongs to */
  section?: number;
  props: unknown;
  propsMeta?: unknown;
}

/** ConfirmIdentityProps belongs to CONFIRM_IDENTITY, which stands alone. The answer is a boolean; a dashboard passes yes on only when it has proof. HelpText is an addition. */
export interface ConfirmIdentityProps {
  helpText?: string;
  /** the help text as inline HTML, where it is formatted; an addition */
  helpHtml?: string;
  /** absent: 5 minutes */
  gracePeriodMs?: number;
}

/** ConfirmProps belongs to CONFIRM, which stands alone. The answer is a boolean. All but HelpText are additions. With TypeToConfirm, yes is a [TypedConfirmation]. */
export interface ConfirmProps {
  helpText?: string;
  /** the help text as inline HTML, where it is formatted; an addition */
  helpHtml?: string;
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

/** DateTimeProps belongs to INPUT_DATETIME. The answer is a [CivilDateTime]. */
export interface DateTimeProps extends InputProps {
  defaultValue?: CivilDateTime;
  min?: CivilDateTime;
  max?: CivilDateTime;
  /** addition: whose clocks are meant, in words for people */
  zone?: string;
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

/** Download is where the file can be fetched, once, within a minute. */
export interface Download {
  /** below the mount, without a slash in front */
  path: string;
  name: string;
  /** bytes, where it is known */
  size?: number;
}

/** DropUploadRequest takes back a file that was sent for the open question. */
export interface DropUploadRequest {
  runId: string;
  groupKey: string;
  index: number;
  upload: string;
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

/** FilterValue is one filter in use. Op is eq, ne, contains, starts, gt, gte, lt, lte, in, within, null or notnull. */
export interface FilterValue {
  column: string;
  op: string;
  value?: unknown;
}

/** FormsEntry is one form of an answer. */
export interface FormsEntry {
  /** its place in the default; absent for a new one */
  from?: number;
  values: unknown[];
}

/** FormsField is a component of each form of a list. At in ShowIf and Section are places among the fields. */
export interface FormsField {
  methodName: Method;
  label: string;
  isOptional?: boolean;
  showIf?: ShowIf;
  section?: number;
  props: Record<string, unknown>;
}

/** FormsProblem is what is wrong with a field of a form. */
export interface FormsProblem {
  form: number;
  /** the place of the field */
  at: number;
  message: string;
  /** of a list in the form: those of its fields */
  problems?: FormsProblem[];
}

/** FormsProps belongs to INPUT_FORMS, an addition: several forms of the same fields. The answer is an array of [FormsEntry]. A field may be such a list itself, with the default of the list in the form among the values of that form. */
export interface FormsProps extends InputProps {
  /** what the fields of each form hold */
  defaultValue?: unknown[][];
  fields: FormsField[];
  /** what one of the forms is called; default: as the list */
  entryLabel?: string;
  minItems?: number;
  maxItems?: number;
  /** with the last answer */
  problems?: FormsProblem[];
}

/** FormsState is the state of INPUT_FORMS where one of its fields has a state: that of the field at a place. All forms share it. Of a list in a list it is a FormsState. */
export interface FormsState {
  at: number;
  state: unknown;
}

/** Frame is a place in the arrangement of an IO call. It is an addition: ToRender alone, from top to bottom, says the same to a dashboard without frames, because what a frame is headed with stands there as a heading too. A component that no frame names is not drawn where there are frames. */
export interface Frame {
  kind: FrameKind;
  /** of a part: its place in ToRender; of a tab: that of its heading */
  part?: number;
  /** of a section or tab */
  title?: string;
  /** the line under the title of a section */
  help?: string;
  /** of tabs: their name in the address; of a tab: its value there */
  key?: string;
  /** of a section: with an edge around it */
  card?: boolean;
  /** of a section: it can be closed */
  folds?: boolean;
  /** of a section: it is at first */
  closed?: boolean;
  /** of columns: how much of the width each gets; equal without */
  widths?: number[];
  /** of a tab: it loads when its heading gets the state {"open":true} */
  lazy?: boolean;
  frames?: Frame[];
}

/** FrameKind says how a frame arranges what it holds. */
export type FrameKind =
  | 'part'
  | 'stack'
  | 'columns'
  | 'section'
  | 'tabs'
  | 'tab';

/** GridImage is the picture of a card. */
export interface GridImage {
  url?: string;
  alt?: string;
  /** cover or contain */
  fit?: string;
  aspectRatio?: number;
}

/** GridItem is one card. */
export interface GridItem {
  label?: string;
  description?: string;
  image?: GridImage;
  menu?: Button[];
  url?: string;
  route?: string;
  params?: Record<string, unknown>;
}

/** GridProps belongs to DISPLAY_GRID, whose state is a [TableState] with a query term, an offset and a page size. The last three are additions. */
export interface GridProps {
  /** at most 500 */
  data: GridRow[];
  idealColumnWidth?: number;
  defaultPageSize?: number;
  helpText?: string;
  /** the help text as inline HTML, where it is formatted; an addition */
  helpHtml?: string;
  /** absent is true */
  isFilterable?: boolean;
  isAsync?: boolean;
  totalRecords?: number;
  totalIsEstimate?: boolean;
  nextCursor?: string;
  prevCursor?: string;
}

/** GridRow is a card and its name. */
export interface GridRow {
  key: string;
  data: GridItem;
}

/** HTMLProps belongs to DISPLAY_HTML. Hosts of this project send it cleaned; others do not. */
export interface HTMLProps {
  html: string;
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
  /** Actions are those of the person's newest 2,000 runs, whatever was asked for, the last used first. They come with the first page. */
  actions?: RanAction[];
}

/** HistoryRequest asks for ended and live runs of the person, newest first. What is empty chooses all. */
export interface HistoryRequest {
  /** run id of the last row seen */
  before?: string;
  /** 1 to 100 */
  limit: number;
  /** Search is words, up to 200 bytes: each is in the name that the action had when it ran, in its slug, or in a parameter. */
  search?: string;
  /** "working" is also "starting", "done" also "redirected" */
  status?: RunStatus;
  slug?: string;
  /** started then or later */
  from?: string;
  /** started earlier than that */
  until?: string;
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
  /** to me, the newest first, at most twenty */
  notices: Told[];
  /** how many of all notices to me are */
  unread: number;
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
  /** addition: how the components are arranged; without, one below the other */
  frames?: Frame[];
  /** always "RENDER" */
  kind: string;
}

/** ImageProps belongs to DISPLAY_IMAGE. URL may carry the picture itself. Width and Height are sizes by name: thumbnail, small, medium or large. */
export interface ImageProps {
  url: string;
  alt?: string;
  width?: string;
  height?: string;
}

/** InputProps is what every input has. */
export interface InputProps {
  helpText?: string;
  /** the help text as inline HTML, where it is formatted; an addition */
  helpHtml?: string;
  placeholder?: string;
  disabled?: boolean;
  /** addition */
  disabledReason?: string;
}

/** JSONProps belongs to INPUT_JSON, an addition. The answer is the text of a JSON value, as it was typed. */
export interface JSONProps extends InputProps {
  defaultValue?: string;
  maxBytes?: number;
  lines?: number;
}

/** LastTime is a time of a schedule that has passed. */
export interface LastTime {
  due: string;
  /** why it did not run, for people */
  reason?: string;
  /** how many of the day before it passed without a run */
  missed?: number;
  /** of the run, if there was one */
  status?: RunStatus;
  forOthers?: boolean;
  /** of a run that the person may read */
  runId?: string;
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
  /** addition: the action opens in a drawer over the screen */
  over?: boolean;
  /** Download is the name of the file behind URL. Without a URL, an addition: the host hands the file over, which has Size bytes where that is known. */
  download?: string;
  size?: number;
}

/** ListEntry says what each value of a list is: an input without a label. */
export interface ListEntry {
  methodName: Method;
  props: Record<string, unknown>;
}

/** ListProps belongs to INPUT_LIST, an addition: several values of one input. The answer is an array of that input's answers. */
export interface ListProps extends InputProps {
  defaultValue?: unknown[];
  each: ListEntry;
  minItems?: number;
  maxItems?: number;
}

/** LoadingState is what a run shows while it works. Without any field it is a plain spinner. */
export interface LoadingState {
  label?: string;
  description?: string;
  itemsInQueue?: number;
  itemsCompleted?: number;
  /** Within are the states that this one is a part of, the outermost first, without a Within of their own. An addition. */
  within?: LoadingState[];
}

/** LogLevel is how much a line of a log matters. */
export type LogLevel =
  | ''
  | 'debug'
  | 'warn'
  | 'error';

/** LogLine is one line that an action logged. */
export interface LogLine {
  index: number;
  text: string;
  /** milliseconds since 1970 */
  timestamp: number;
  level?: LogLevel;
}

/** MarkdownProps belongs to DISPLAY_MARKDOWN, whose label is the text. */
export interface MarkdownProps {
  /** addition: the label, rendered and cleaned by the host */
  html?: string;
}

/** MetadataItem is one labelled value. Type and Currency are additions, as of [TableColumn]. */
export interface MetadataItem {
  label: string;
  /** text, number, boolean, date, big integer or null; undefined while it is still to come */
  value: unknown;
  image?: ImageProps;
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
  | 'FRAMES'
  | 'INPUT_TEXT'
  | 'INPUT_EMAIL'
  | 'INPUT_NUMBER'
  | 'INPUT_BOOLEAN'
  | 'INPUT_DATE'
  | 'INPUT_TIME'
  | 'INPUT_DATETIME'
  | 'INPUT_URL'
  | 'INPUT_SLIDER'
  | 'INPUT_RICH_TEXT'
  | 'INPUT_FORMS'
  | 'INPUT_LIST'
  | 'INPUT_JSON'
  | 'INPUT_SPREADSHEET'
  | 'UPLOAD_FILE'
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
  | 'DISPLAY_GRID'
  | 'DISPLAY_HTML'
  | 'DISPLAY_IMAGE'
  | 'DISPLAY_VIDEO'
  | 'DISPLAY_CHANGES'
  | 'DISPLAY_CHART';

/** Notice is a message of an action to the person who watches it. */
export interface Notice {
  title?: string;
  message: string;
  /** ids or e-mails */
  to?: string[];
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
  /** addition: shown after the number, where no currency is */
  append?: string;
  /** addition: written without separators, as an id is */
  plain?: boolean;
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

/** PageDownloadRequest asks for a file that a component of a page offers. */
export interface PageDownloadRequest {
  pageKey: string;
  groupKey: string;
  index: number;
  format?: string;
  state?: unknown;
}

/** PageLayout is what a page shows, in SEND_PAGE and towards the browser. */
export interface PageLayout {
  /** always "BASIC" */
  kind: string;
  title?: string;
  description?: string;
  children?: IOCall;
  menuItems?: Button[];
  /** addition */
  beside?: PagesBeside;
  errors: LayoutError[];
  /** addition: seconds after which the page is renewed while it is looked at */
  refresh?: number;
  /** addition, of pages with Refresh: seconds since everything of them was there, before anything newer came */
  age?: number;
  /** addition: the host renews the page in its place when it is told REFRESH */
  renews?: boolean;
  /** addition: how many of the changes of state that the host was told it takes into account; nil: nobody knows */
  states?: number;
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
  /** With one of these there is no layout, and the one before stays. */
  redirect?: RedirectTarget;
  /** shown until the next layout */
  loading?: LoadingState;
}

/** PageStateReply says the number of a change of state among those of the opening, from 1. [PageLayout.States] says from which layout on it is on the screen. */
export interface PageStateReply {
  state: number;
}

/** PageStateRequest hands components of a page new states. */
export interface PageStateRequest {
  pageKey: string;
  groupKey: string;
  values: unknown[];
  valuesMeta?: unknown;
}

/** PagesBeside lead to the pages before and after a page, such as those of records. */
export interface PagesBeside {
  previous?: Button;
  next?: Button;
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
  /** addition: only from a dashboard to its hosts */
  claims?: Record<string, string>;
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

/** RanAction is an action that the person has run, by its name at the last time. */
export interface RanAction {
  slug: string;
  name: string;
}

/** ReadNoticesRequest says that the person has read notices; without ids, all. */
export interface ReadNoticesRequest {
  ids?: string[];
}

/** RedirectTarget is where a run sends the person. Exactly one of URL and Route is set. */
export interface RedirectTarget {
  url?: string;
  route?: string;
  params?: Record<string, unknown>;
  replace?: boolean;
}

/** RefreshPageRequest has the handler of a page asked again. Timed means that nobody asked for it: it is left out while anything of the page is still on its way. */
export interface RefreshPageRequest {
  pageKey: string;
  timed?: boolean;
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

/** RichTextProps belongs to INPUT_RICH_TEXT. The default and the answer are HTML; the limits, which are additions, count the characters of its text. */
export interface RichTextProps extends InputProps {
  defaultValue?: string;
  minLength?: number;
  maxLength?: number;
}

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
  /** begun by the clock */
  scheduled?: boolean;
  /** nobody has done anything in it yet; of a canceled one, that it was for that */
  untouched?: boolean;
  /** once ended */
  result?: RunResult;
  /** false: the transcript is gone once the run has ended */
  kept: boolean;
  pendingKey?: string;
  /** id of the render that waits for an answer */
  pendingId?: string;
}

/** RunDownloadRequest asks for a file that a component of a run offers. */
export interface RunDownloadRequest {
  runId: string;
  groupKey: string;
  /** of the component */
  index: number;
  format?: string;
  state?: unknown;
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
  /** of a reply: only events up to Seq, ask for those after it */
  more?: boolean;
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

/** RunUploadRequest asks for a place to send a file to. */
export interface RunUploadRequest {
  runId: string;
  groupKey: string;
  /** of the component */
  index: number;
  name: string;
  type?: string;
  /** bytes */
  size: number;
  lastModified?: number;
}

/** SaveViewRequest saves a new view. The same key saves it once, however often it is sent. */
export interface SaveViewRequest {
  slug: string;
  /** at most 255 bytes */
  list: string;
  /** made by the browser, at most 64 characters */
  key: string;
  /** 1 to 80 characters */
  name: string;
  /** at most 8 KiB and 50 values */
  state: string;
  shared: boolean;
}

/** Schedule has an action run at set times. */
export interface Schedule {
  key: string;
  slug: string;
  /** of the action */
  name: string;
  cron: string;
  zone: string;
  /** whom it runs as, as the program names them */
  as: string;
  /** the next time */
  next: string;
  /** the newest time that has passed */
  last?: LastTime;
  params?: Record<string, string>;
}

/** Schedules are the times at which actions run by themselves, of the actions that the person may run. */
export interface Schedules {
  schedules: Schedule[];
}

/** SearchProps belongs to SEARCH. The answer is the value of a [SearchResult], also of earlier results; of a multiple component a list of them. The last five are additions. Chosen are the earlier results that the state names. With More there is another page of results, and with Narrow there are more than can be listed. */
export interface SearchProps extends InputProps {
  results: SearchResult[];
  defaultValue?: string;
  chosen?: SearchResult[];
  minSelections?: number;
  maxSelections?: number;
  more?: boolean;
  narrow?: boolean;
}

/** SearchResult is one result of a search. Its value is the answer's text. */
export interface SearchResult {
  value: string;
  label: unknown;
  description?: string;
  image?: OptionImage;
}

/** SearchState is the state of SEARCH: what the person has typed and, as additions, the values of what is chosen already, and the last page of results to list, the first one 0. A page is added to those before it. */
export interface SearchState {
  queryTerm: string;
  chosen?: string[];
  page?: number;
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

/** SheetField is a column of a spreadsheet. */
export interface SheetField {
  key: string;
  label: string;
  /** text, email, url, number, int, money, decimal, boolean, date, time, datetime or enum */
  type: string;
  optional?: boolean;
  help?: string;
  /** of an enum: what may be entered */
  options?: string[];
  currency?: string;
  /** What a cell may hold, both included: numbers as they are typed, amounts in whole units. What is not said may still be refused. */
  min?: string;
  max?: string;
  /** of a text, in characters */
  minLength?: number;
  maxLength?: number;
}

/** SheetProblem says what is wrong with a cell of the last answer. */
export interface SheetProblem {
  /** from 0 */
  row: number;
  /** of the column; absent for the whole row */
  key?: string;
  message: string;
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
  /** there are some of actions that the person may run */
  schedules?: boolean;
  /** MediaHosts are the origins, besides the panel's own, that pictures and films may come from; https: stands for any. */
  mediaHosts?: string[];
}

/** ShowIf says when a component is shown: while the answer to the component at a place is one of these. An answer is compared as text, an option by its value, several by any of them; without Answers any will do but false. What is not shown has no answer. A component of a section is shown while the section is, and where that begins with a yes or no, while it says yes. */
export interface ShowIf {
  at: number;
  answers?: string[];
  /** shown while the answer is none of these */
  not?: boolean;
}

/** SliderProps belongs to INPUT_SLIDER. The answer is a number. */
export interface SliderProps extends InputProps {
  defaultValue?: number;
  min: number;
  max: number;
  /** absent: 1 */
  step?: number;
}

/** SpreadsheetProps belongs to INPUT_SPREADSHEET. The answer is an array of objects with a value for each key of a column: of a dashboard of ours a text as it was typed, or true or false. Rows without anything in them are left out. */
export interface SpreadsheetProps extends InputProps {
  defaultValue?: Record<string, unknown>[];
  /** by key: string, number or boolean, with a question mark where it may be empty */
  columns: Record<string, string>;
  /** addition: the same in their order, with all that is known of them */
  fields?: SheetField[];
  /** addition */
  minRows?: number;
  /** addition */
  maxRows?: number;
  /** addition */
  problems?: SheetProblem[];
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
  /** by value, of an enum */
  labels?: Record<string, string>;
  /** plain, percent, bytes, seconds or date */
  format?: string;
  /** in pixels */
  width?: number;
  /** on phones too, whose cards have room for a few columns */
  onCards?: boolean;
  /** until somebody chooses it among the columns */
  hidden?: boolean;
}

/** TableExport is a kind of file that all rows of a table can be had as. */
export interface TableExport {
  /** the end of the file's name */
  format: string;
  label: string;
}

/** TableFilter offers to filter by a column. */
export interface TableFilter {
  /** text, number, date, enum or boolean */
  kind: string;
  options?: FilterOption[];
}

/** TableProps belongs to DISPLAY_TABLE and SELECT_TABLE; the props from MinSelections to SelectedKeys only to the second, IsAsync and Orientation only to the first. What follows SelectedKeys are additions. */
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
  /** of SELECT_TABLE: why the rows that were asked for last could not be had; then there are none */
  unavailable?: string;
  totalIsEstimate?: boolean;
  nextCursor?: string;
  prevCursor?: string;
  /** addition: the first rows are on their way */
  loading?: boolean;
  exports?: TableExport[];
  /** of DISPLAY_TABLE: what is started with chosen rows */
  bulk?: Button[];
  /** of DISPLAY_TABLE: how many rows Bulk takes at once; 0 where nobody says */
  bulkMost?: number;
  /** of DISPLAY_TABLE: its views are not shared */
  ownViews?: boolean;
  /** of DISPLAY_TABLE: the parameter of a row's link that says how the table is looked at */
  stateParam?: string;
}

/** TableRow is one row. Data holds the cells by the columns' accessor keys: a text, number, boolean, date, null, or a [TableCell]. URL, Route and Params are additions: where a click on the row leads. Name is another: what people call the row. */
export interface TableRow {
  key: string;
  name?: string;
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
  /** addition: further columns to sort by, after SortColumn */
  thenBy?: ThenSort[];
  pageSize: number;
  isSelectAll?: boolean;
  filters?: FilterValue[];
  /** addition: whose days those of the filters are, such as Europe/Rome; none is UTC */
  zone?: string;
  /** addition: of an export, those that are wanted; none is all */
  columns?: string[];
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
  /** addition: masked, and kept in no transcript and no draft */
  secret?: boolean;
}

/** ThemeRequest keeps the person's choice of theme: light, dark or "". */
export interface ThemeRequest {
  theme: string;
}

/** ThenSort is a further column to sort by. */
export interface ThenSort {
  column: string;
  /** asc or desc */
  direction: string;
}

/** TimeProps belongs to INPUT_TIME. The answer is a [CivilTime]. */
export interface TimeProps extends InputProps {
  defaultValue?: CivilTime;
  min?: CivilTime;
  max?: CivilTime;
}

/** Told is a notice to the person. */
export interface Told {
  id: string;
  title?: string;
  message: string;
  link?: Button;
  at: string;
  read: boolean;
}

/** URLProps belongs to INPUT_URL. The answer is a text. */
export interface URLProps extends InputProps {
  defaultValue?: string;
  /** without colons; absent: http and https */
  allowedProtocols?: string[];
}

/** UploadName is a file before it is sent. */
export interface UploadName {
  name: string;
  type: string;
}

/** UploadProblem says why a file was not taken. */
export interface UploadProblem {
  message: string;
}

/** UploadProps belongs to UPLOAD_FILE. The answer is an [UploadedFile], of several an array of them. In the original its state is always asked for. */
export interface UploadProps extends InputProps {
  /** with their dots */
  allowedExtensions?: string[];
  fileUrls?: UploadURL[];
  /** addition: media types; image/* for all of a kind */
  accept?: string[];
  /** addition: bytes of one file */
  maxSize?: number;
  /** addition: bytes of all */
  maxTotal?: number;
  /** addition, where several are taken */
  minFiles?: number;
  /** addition */
  maxFiles?: number;
}

/** UploadSlot is where one file can be sent, once, within a minute: as the body of a POST, whose answer is an [UploadedFile] or an [UploadProblem]. */
export interface UploadSlot {
  /** below the mount, without a slash in front */
  path: string;
}

/** UploadState is what an original dashboard says of the files that were chosen. */
export interface UploadState {
  files?: UploadName[];
  name?: string;
  type?: string;
}

/** UploadURL is a place of a host's own storage, for an original dashboard. */
export interface UploadURL {
  uploadUrl: string;
  downloadUrl: string;
}

/** UploadedFile is a file in an answer. A host of ours that gets it from a dashboard of ours looks at Upload alone, which names a file that it has; the others say what people read of it. */
export interface UploadedFile {
  /** addition */
  upload?: string;
  name: string;
  type: string;
  /** bytes */
  size: number;
  /** milliseconds since 1970 */
  lastModified?: number;
  /** of an original dashboard: where it can be fetched */
  url?: string;
}

/** VideoProps belongs to DISPLAY_VIDEO. Alt is an addition. */
export interface VideoProps {
  url: string;
  alt?: string;
  width?: string;
  height?: string;
  loop?: boolean;
  muted?: boolean;
}

/** View is a saved view as one person sees it. */
export interface View {
  id: string;
  /** label of the list on its page */
  list: string;
  /** of the view */
  name: string;
  /** what it adds to the address of the page, as a query */
  state: string;
  /** everybody who may see the page sees it */
  shared: boolean;
  /** the person saved it, and may change and delete it */
  mine: boolean;
  /** name of whoever shares it, of those of others */
  owner?: string;
}

/** ViewRef names a view. */
export interface ViewRef {
  viewId: string;
}

/** Viewer is the person at the browser. */
export interface Viewer {
  id: string;
  name: string;
  email: string;
}

/** Views are the person's own, then what others share, each the oldest first. */
export interface Views {
  views: View[];
}

/** ViewsRequest asks for the views of a page that the person may see. */
export interface ViewsRequest {
  slug: string;
}

/** The properties, state and answer of each component; null where it has none. */
export interface ComponentShapes {
  APPROVE: { props: ApproveProps; state: null; answer: Decision };
  CONFIRM: { props: ConfirmProps; state: null; answer: unknown };
  CONFIRM_IDENTITY: { props: ConfirmIdentityProps; state: null; answer: boolean };
  DISPLAY_CHANGES: { props: ChangesProps; state: null; answer: null };
  DISPLAY_CHART: { props: ChartProps; state: null; answer: null };
  DISPLAY_CODE: { props: CodeProps; state: null; answer: null };
  DISPLAY_GRID: { props: GridProps; state: TableState; answer: null };
  DISPLAY_HEADING: { props: HeadingProps; state: null; answer: null };
  DISPLAY_HTML: { props: HTMLProps; state: null; answer: null };
  DISPLAY_IMAGE: { props: ImageProps; state: null; answer: null };
  DISPLAY_LINK: { props: LinkProps; state: null; answer: null };
  DISPLAY_MARKDOWN: { props: MarkdownProps; state: null; answer: null };
  DISPLAY_METADATA: { props: MetadataProps; state: null; answer: null };
  DISPLAY_OBJECT: { props: ObjectProps; state: null; answer: null };
  DISPLAY_TABLE: { props: TableProps; state: TableState; answer: null };
  DISPLAY_VIDEO: { props: VideoProps; state: null; answer: null };
  INPUT_BOOLEAN: { props: BooleanProps; state: null; answer: boolean };
  INPUT_DATE: { props: DateProps; state: null; answer: CivilDate };
  INPUT_DATETIME: { props: DateTimeProps; state: null; answer: CivilDateTime };
  INPUT_EMAIL: { props: TextProps; state: null; answer: string };
  INPUT_FORMS: { props: FormsProps; state: FormsState; answer: FormsEntry[] };
  INPUT_JSON: { props: JSONProps; state: null; answer: string };
  INPUT_LIST: { props: ListProps; state: null; answer: unknown[] };
  INPUT_NUMBER: { props: NumberProps; state: null; answer: unknown };
  INPUT_RICH_TEXT: { props: RichTextProps; state: null; answer: string };
  INPUT_SLIDER: { props: SliderProps; state: null; answer: number };
  INPUT_SPREADSHEET: { props: SpreadsheetProps; state: null; answer: unknown[] };
  INPUT_TEXT: { props: TextProps; state: null; answer: string };
  INPUT_TIME: { props: TimeProps; state: null; answer: CivilTime };
  INPUT_URL: { props: URLProps; state: null; answer: string };
  SEARCH: { props: SearchProps; state: SearchState; answer: string };
  SELECT_MULTIPLE: { props: SelectManyProps; state: null; answer: Option[] };
  SELECT_SINGLE: { props: SelectProps; state: null; answer: Option };
  SELECT_TABLE: { props: TableProps; state: TableState; answer: RowKey[] };
  UPLOAD_FILE: { props: UploadProps; state: UploadState; answer: UploadedFile };
}
