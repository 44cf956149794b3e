package protocol

import (
	"encoding/json"
	"time"
)

// What browsers and the server say of runs.

// RunStatus is where a run stands.
type RunStatus string

// The run statuses.
const (
	RunStarting    RunStatus = "starting"
	RunWorking     RunStatus = "working"
	RunWaiting     RunStatus = "waiting" // for an answer of its owner
	RunDone        RunStatus = "done"
	RunFailed      RunStatus = "failed"
	RunCanceled    RunStatus = "canceled"
	RunRedirected  RunStatus = "redirected"
	RunInterrupted RunStatus = "interrupted" // its service ended while it ran
)

// Live reports whether the run has not ended yet.
func (s RunStatus) Live() bool {
	return s == RunStarting || s == RunWorking || s == RunWaiting
}

// Run is one run as lists and headers show it.
type Run struct {
	ID         string         `json:"id"`
	Slug       string         `json:"slug"`
	Name       string         `json:"name"` // of the action
	Status     RunStatus      `json:"status"`
	Service    string         `json:"service"` // here or away
	Owner      Viewer         `json:"owner"`
	Params     map[string]any `json:"params,omitempty"`
	StartedAt  time.Time      `json:"startedAt"`
	EndedAt    *time.Time     `json:"endedAt,omitempty"`
	WaitingOn  string         `json:"waitingOn,omitempty"` // label of the open question
	ForOthers  bool           `json:"forOthers,omitempty"` // the open question is for somebody else than the owner
	Scheduled  bool           `json:"scheduled,omitempty"` // begun by the clock
	Untouched  bool           `json:"untouched,omitempty"` // nobody has done anything in it yet; of a canceled one, that it was for that
	Result     *RunResult     `json:"result,omitempty"`    // once ended
	Kept       bool           `json:"kept"`                // false: the transcript is gone once the run has ended
	PendingKey string         `json:"pendingKey,omitempty"`
	PendingID  string         `json:"pendingId,omitempty"` // id of the render that waits for an answer
}

// RunResult is how a run ended.
type RunResult struct {
	Data      json.RawMessage `json:"data,omitempty"` // a value in the encoding of this package
	Meta      json.RawMessage `json:"meta,omitempty"`
	Message   string          `json:"message,omitempty"`   // of a failure, written for people
	Reference string          `json:"reference,omitempty"` // of a failure in the service's log, for example 7F3K-92
	Redirect  *RedirectTarget `json:"redirect,omitempty"`
}

// EventKind is the kind of a [RunEvent]; it decides the type of its data.
type EventKind string

// The kinds of event. The slot of each is its kind, a colon and the group key
// or index where there can be several.
const (
	EventCall     EventKind = "call"     // IOCall, slot call:<inputGroupKey>
	EventAnswer   EventKind = "answer"   // Answer, slot answer:<inputGroupKey>
	EventLoading  EventKind = "loading"  // LoadingState, slot loading
	EventLog      EventKind = "log"      // LogLine, slot log:<index>
	EventRedirect EventKind = "redirect" // RedirectTarget, slot redirect
	EventNotice   EventKind = "notice"   // Notice, slot notice:<index>
)

// RunEvent is the present content of one slot of a transcript. A later event of
// the same slot replaces it; At keeps the place of the slot's first.
type RunEvent struct {
	Seq  int64           `json:"seq"` // grows with every change of the run
	At   int64           `json:"at"`
	Slot string          `json:"slot"`
	Kind EventKind       `json:"kind"`
	Time time.Time       `json:"time"`
	Data json.RawMessage `json:"data"`
}

// RunEvents brings a browser up to date: the run's head as it is now and every
// event after the sequence number it knew.
type RunEvents struct {
	Run    Run        `json:"run"`
	Seq    int64      `json:"seq"` // the newest there is, also when Events is empty
	Events []RunEvent `json:"events"`
	More   bool       `json:"more,omitempty"` // of a reply: only events up to Seq, ask for those after it
}

// Answer is what somebody answered, as the transcript keeps it.
type Answer struct {
	CallID     string            `json:"callId"`
	Values     []json.RawMessage `json:"values"`
	ValuesMeta json.RawMessage   `json:"valuesMeta,omitempty"`
	Choice     string            `json:"choice,omitempty"`
	By         string            `json:"by"`                // name of the person
	LeftOut    []int             `json:"leftOut,omitempty"` // places of secrets that were answered; their values are null
}

// LogLine is one line that an action logged.
type LogLine struct {
	Index     int    `json:"index"`
	Text      string `json:"text"`
	Timestamp int64  `json:"timestamp"` // milliseconds since 1970

	Level LogLevel `json:"level,omitempty"`
}

// Notice is a message of an action to the person who watches it.
type Notice struct {
	Title   string   `json:"title,omitempty"`
	Message string   `json:"message"`
	To      []string `json:"to,omitempty"` // ids or e-mails
}

// StartCardRequest asks what would be started.
type StartCardRequest struct {
	Slug   string            `json:"slug"`
	Params map[string]string `json:"params,omitempty"`
}

// StartCard is what a cold link of an action shows instead of running it.
type StartCard struct {
	Route      Route  `json:"route"`
	Unfinished *Run   `json:"unfinished,omitempty"` // newest live run of mine of this action
	LastRun    *Run   `json:"lastRun,omitempty"`
	Service    string `json:"service"`
}

// StartRunRequest starts a run. The same key starts it once, however often it
// is sent; the same key with another action or parameters is a CONFLICT.
type StartRunRequest struct {
	Slug   string            `json:"slug"`
	Params map[string]string `json:"params,omitempty"`
	Key    string            `json:"key"` // made by the browser, at most 64 characters
}

// StartedRun is the run a start made, or had made before.
type StartedRun struct {
	RunID string `json:"runId"`
}

// RunRef names a run.
type RunRef struct {
	RunID string `json:"runId"`
}

// OpenRunRequest asks for a run's events after a sequence number; 0 is all.
type OpenRunRequest struct {
	RunID string `json:"runId"`
	After int64  `json:"after"`
}

// AnswerRequest answers the pending call of a run. All three ids must match it.
type AnswerRequest struct {
	RunID      string            `json:"runId"`
	CallID     string            `json:"callId"`
	GroupKey   string            `json:"groupKey"`
	Values     []json.RawMessage `json:"values"`
	ValuesMeta json.RawMessage   `json:"valuesMeta,omitempty"`
	Choice     string            `json:"choice,omitempty"`
}

// ProveRequest answers the pending CONFIRM_IDENTITY of a run with a secret, which
// is kept nowhere. Without one it asks whether an earlier proof still counts.
type ProveRequest struct {
	RunID    string `json:"runId"`
	CallID   string `json:"callId"`
	GroupKey string `json:"groupKey"`
	Secret   string `json:"secret,omitempty"`
}

// Proved tells whether the identity is confirmed, and with it the question
// answered. A secret that is not right is an error.
type Proved struct {
	OK bool `json:"ok"`
}

// Asking is a question that somebody asks others to decide, in a list.
type Asking struct {
	RunID string    `json:"runId"`
	Name  string    `json:"name"`  // of the action
	Label string    `json:"label"` // of the question
	Owner Viewer    `json:"owner"` // who asks
	Since time.Time `json:"since"`
}

// Approval is a question for others, with all that those who decide may see of
// its run.
type Approval struct {
	Asking
	Call IOCall `json:"call"`
}

// DecideRequest decides the open question of somebody else's run. Both ids must
// match it.
type DecideRequest struct {
	RunID    string `json:"runId"`
	CallID   string `json:"callId"`
	GroupKey string `json:"groupKey"`
	Approved bool   `json:"approved"`
	Reason   string `json:"reason,omitempty"` // at most 1000 characters
}

// StateRequest hands stateful components of an open call new states; null
// leaves one as it is.
type StateRequest struct {
	RunID      string            `json:"runId"`
	GroupKey   string            `json:"groupKey"`
	Values     []json.RawMessage `json:"values"`
	ValuesMeta json.RawMessage   `json:"valuesMeta,omitempty"`
}
