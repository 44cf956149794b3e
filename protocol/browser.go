package protocol

import (
	"encoding/json"
	"time"
)

// The messages between a browser and the dashboard server. They are ours: the
// wire of Interval ends at the server. Each is one JSON text frame:
//
//	browser → server  BrowserRequest
//	server → browser  BrowserReply to a request, or BrowserPush by itself

// BrowserRequest asks the server for something.
type BrowserRequest struct {
	ID   string          `json:"id"` // chosen by the browser, repeated in the reply
	Call BrowserCall     `json:"call"`
	Data json.RawMessage `json:"data,omitempty"`
}

// BrowserReply answers a request with either data or an error.
type BrowserReply struct {
	ID    string          `json:"id"`
	Data  json.RawMessage `json:"data,omitempty"`
	Error *BrowserError   `json:"error,omitempty"`
}

// BrowserPush tells a browser something it has subscribed to.
type BrowserPush struct {
	Push BrowserPushKind `json:"push"`
	Data json.RawMessage `json:"data"`
}

// BrowserError says why a request was refused, in a sentence for a person.
type BrowserError struct {
	Code    ErrorCode `json:"code"`
	Message string    `json:"message"`
}

// ErrorCode is the kind of a [BrowserError].
type ErrorCode string

// The error codes. NotFound also stands for what the person may not see.
const (
	NotFound        ErrorCode = "NOT_FOUND"
	Stale           ErrorCode = "STALE"
	Invalid         ErrorCode = "INVALID"
	TooLarge        ErrorCode = "TOO_LARGE"
	Unauthenticated ErrorCode = "UNAUTHENTICATED"
	Unavailable     ErrorCode = "UNAVAILABLE"
	Conflict        ErrorCode = "CONFLICT"
	Internal        ErrorCode = "INTERNAL"
)

// BrowserCall names a request.
type BrowserCall string

// The requests, each with the type of its data and of its reply.
const (
	CallPing         BrowserCall = "PING"          // –                 → –
	CallShell        BrowserCall = "SHELL"         // –                 → Shell
	CallRoute        BrowserCall = "ROUTE"         // RouteRequest      → PlacedRoute
	CallHome         BrowserCall = "HOME"          // –                 → Home; subscribes to PushHome
	CallStartCard    BrowserCall = "START_CARD"    // StartCardRequest  → StartCard
	CallStartRun     BrowserCall = "START_RUN"     // StartRunRequest   → StartedRun
	CallOpenRun      BrowserCall = "OPEN_RUN"      // OpenRunRequest    → RunEvents; subscribes to PushRun
	CallCloseRun     BrowserCall = "CLOSE_RUN"     // RunRef            → –
	CallTouchRun     BrowserCall = "TOUCH_RUN"     // RunRef            → –; a field of its form was changed
	CallAnswer       BrowserCall = "ANSWER"        // AnswerRequest     → –, once the answer is stored
	CallProve        BrowserCall = "PROVE"         // ProveRequest      → Proved; the answer is stored with it
	CallApproval     BrowserCall = "APPROVAL"      // RunRef            → Approval
	CallDecide       BrowserCall = "DECIDE"        // DecideRequest     → –, once the decision is stored
	CallRunState     BrowserCall = "RUN_STATE"     // StateRequest      → –; new renders come as events
	CallCancelRun    BrowserCall = "CANCEL_RUN"    // RunRef            → –
	CallOpenPage     BrowserCall = "OPEN_PAGE"     // OpenPageRequest   → OpenedPage; subscribes to PushPage
	CallPageState    BrowserCall = "PAGE_STATE"    // PageStateRequest  → PageStateReply; a new layout comes as push
	CallRefreshPage  BrowserCall = "REFRESH_PAGE"  // RefreshPageRequest → –; a new layout comes as push
	CallClosePage    BrowserCall = "CLOSE_PAGE"    // PageRef           → –
	CallRunDownload  BrowserCall = "RUN_DOWNLOAD"  // RunDownloadRequest  → Download, once the service has it ready
	CallPageDownload BrowserCall = "PAGE_DOWNLOAD" // PageDownloadRequest → Download
	CallRunUpload    BrowserCall = "RUN_UPLOAD"    // RunUploadRequest    → UploadSlot
	CallDropUpload   BrowserCall = "DROP_UPLOAD"   // DropUploadRequest   → –
	CallViews        BrowserCall = "VIEWS"         // ViewsRequest        → Views
	CallSaveView     BrowserCall = "SAVE_VIEW"     // SaveViewRequest     → View
	CallChangeView   BrowserCall = "CHANGE_VIEW"   // ChangeViewRequest   → View
	CallDeleteView   BrowserCall = "DELETE_VIEW"   // ViewRef             → –
	CallHistory      BrowserCall = "HISTORY"       // HistoryRequest    → History
	CallSchedules    BrowserCall = "SCHEDULES"     // –                 → Schedules
	CallSetTheme     BrowserCall = "SET_THEME"     // ThemeRequest      → –
	CallReadNotices  BrowserCall = "READ_NOTICES"  // ReadNoticesRequest → –; the lists follow
)

// BrowserPushKind names a push.
type BrowserPushKind string

// The pushes, each with the type of its data.
const (
	PushShell   BrowserPushKind = "SHELL"    // Shell, after every change of routes or service state
	PushHome    BrowserPushKind = "HOME"     // Home
	PushRun     BrowserPushKind = "RUN"      // RunEvents
	PushPage    BrowserPushKind = "PAGE"     // PageRender
	PushSignOut BrowserPushKind = "SIGN_OUT" // –, the session has ended; the socket closes next
)

// Shell is everything around the screens: who is here and what they may open.
type Shell struct {
	Build       string  `json:"build"` // id of the dashboard build the server has
	Name        string  `json:"name"`  // of the panel
	Environment string  `json:"environment"`
	Production  bool    `json:"production"` // no environment bar
	Person      Viewer  `json:"person"`
	Theme       string  `json:"theme"`   // light, dark or "" for the system's
	Service     string  `json:"service"` // here or away
	Routes      []Route `json:"routes"`  // roots of the tree, in the registry's order
	CanSignOut  bool    `json:"canSignOut"`
	Schedules   bool    `json:"schedules,omitempty"` // there are some of actions that the person may run

	// MediaHosts are the origins, besides the panel's own, that pictures and films
	// may come from; https: stands for any.
	MediaHosts []string `json:"mediaHosts,omitempty"`
}

// Viewer is the person at the browser.
type Viewer struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Email string `json:"email"`
}

// RouteKind tells actions, pages and bare groups apart.
type RouteKind string

// The kinds of route.
const (
	RouteAction RouteKind = "action"
	RoutePage   RouteKind = "page"
	RouteGroup  RouteKind = "group" // a page without a handler: only a heading
)

// Route is an action or page. The tree of the navigation holds the listed ones;
// an unlisted one has to be asked for by its slug.
type Route struct {
	Slug        string    `json:"slug"`
	Kind        RouteKind `json:"kind"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	Section     string    `json:"section,omitempty"` // heading in the side bar, for example Records
	Unlisted    bool      `json:"unlisted,omitempty"`
	Dangerous   bool      `json:"dangerous,omitempty"` // always shows its start card
	Children    []Route   `json:"children,omitempty"`
}

// RouteRequest asks what stands at a slug.
type RouteRequest struct {
	Slug string `json:"slug"`
}

// PlacedRoute is a route with the pages and groups above it, the highest first,
// as far as the person may see them.
type PlacedRoute struct {
	Route Route   `json:"route"`
	Above []Route `json:"above"`
}

// Home is the home screen's lists, newest first.
type Home struct {
	Waiting    []Run    `json:"waiting"`    // live runs of mine that ask me
	Approvals  []Asking `json:"approvals"`  // what others ask me to decide
	InProgress []Run    `json:"inProgress"` // my other live runs
	Recent     []Run    `json:"recent"`     // mine, ended, at most five
	Notices    []Told   `json:"notices"`    // to me, the newest first, at most twenty
	Unread     int      `json:"unread"`     // how many of all notices to me are
}

// Told is a notice to the person.
type Told struct {
	ID      string    `json:"id"`
	Title   string    `json:"title,omitempty"`
	Message string    `json:"message"`
	Link    *Button   `json:"link,omitempty"`
	At      time.Time `json:"at"`
	Read    bool      `json:"read"`
}

// ReadNoticesRequest says that the person has read notices; without ids, all.
type ReadNoticesRequest struct {
	IDs []string `json:"ids,omitempty"`
}

// OpenPageRequest opens a page.
type OpenPageRequest struct {
	Slug   string            `json:"slug"`
	Params map[string]string `json:"params,omitempty"`
}

// OpenedPage names the opening; the layout follows as PushPage.
type OpenedPage struct {
	PageKey string `json:"pageKey"`
	Route   Route  `json:"route"`
}

// PageRef names an opening of a page.
type PageRef struct {
	PageKey string `json:"pageKey"`
}

// RefreshPageRequest has the handler of a page asked again. Timed means that nobody
// asked for it: it is left out while anything of the page is still on its way.
type RefreshPageRequest struct {
	PageKey string `json:"pageKey"`
	Timed   bool   `json:"timed,omitempty"`
}

// PageStateRequest hands components of a page new states.
type PageStateRequest struct {
	PageKey    string            `json:"pageKey"`
	GroupKey   string            `json:"groupKey"`
	Values     []json.RawMessage `json:"values"`
	ValuesMeta json.RawMessage   `json:"valuesMeta,omitempty"`
}

// PageStateReply says the number of a change of state among those of the opening,
// from 1. [PageLayout.States] says from which layout on it is on the screen.
type PageStateReply struct {
	State int `json:"state"`
}

// PageRender is the present layout of an opened page.
type PageRender struct {
	PageKey string      `json:"pageKey"`
	Seq     int64       `json:"seq"`
	Layout  *PageLayout `json:"layout,omitempty"`
	Gone    bool        `json:"gone,omitempty"` // the service went away; open the page again

	// With one of these there is no layout, and the one before stays.
	Redirect *RedirectTarget `json:"redirect,omitempty"` // the page sends the person there
	Loading  *LoadingState   `json:"loading,omitempty"`  // shown until the next layout
}

// HistoryRequest asks for ended and live runs of the person, newest first. What is
// empty chooses all.
type HistoryRequest struct {
	Before string `json:"before,omitempty"` // run id of the last row seen
	Limit  int    `json:"limit"`            // 1 to 100

	// Search is words, up to 200 bytes: each is in the name that the action had when
	// it ran, in its slug, or in a parameter.
	Search string `json:"search,omitempty"`

	Status RunStatus `json:"status,omitempty"` // "working" is also "starting", "done" also "redirected"
	Slug   string    `json:"slug,omitempty"`
	From   time.Time `json:"from,omitzero"`  // started then or later
	Until  time.Time `json:"until,omitzero"` // started earlier than that
}

// History is one page of runs.
type History struct {
	Runs []Run `json:"runs"`
	More bool  `json:"more"`

	// Actions are those of the person's newest 2,000 runs, whatever was asked for,
	// the last used first. They come with the first page.
	Actions []RanAction `json:"actions,omitempty"`
}

// RanAction is an action that the person has run, by its name at the last time.
type RanAction struct {
	Slug string `json:"slug"`
	Name string `json:"name"`
}

// ThemeRequest keeps the person's choice of theme: light, dark or "".
type ThemeRequest struct {
	Theme string `json:"theme"`
}
