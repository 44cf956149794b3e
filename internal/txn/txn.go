// Package txn is the transaction that an action's context carries: who runs
// what, and the way back to the person.
package txn

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"

	"github.com/stagedoor/stagedoor/internal/depot"
	"github.com/stagedoor/stagedoor/protocol"
)

// ErrCanceled means that the person, or the server on their behalf, closed the
// transaction. Package io hands it out as io.ErrCanceled.
var ErrCanceled = errors.New("io: transaction canceled")

// Link carries what a transaction says to its dashboard. Its methods may be
// called at the same time; Render and Redirect return when the dashboard has taken
// the message or refused it. Log and Loading return at once: lines are sent one
// after another, before whatever is said next, and loading states are collected
// for a moment.
type Link interface {
	Render(ctx context.Context, call protocol.IOCall) error
	Loading(ctx context.Context, state protocol.LoadingState) error
	Log(ctx context.Context, level protocol.LogLevel, text string) error
	Redirect(ctx context.Context, to protocol.RedirectTarget) error
	// Notify tells people something; without receivers, whoever runs the action.
	Notify(ctx context.Context, n protocol.NotifyRequest) error
	// Draws reports whether the dashboard announced that it can draw component m,
	// an addition to the original wire.
	Draws(m protocol.Method) bool
}

// Info is what is known about a transaction when it starts.
type Info struct {
	ID          string
	Slug        string // of the action or page
	URL         string
	RunURL      string // where the run is shown; empty where the dashboard does not say
	Person      protocol.Person
	Environment string
	Params      map[string]any // scalars, decoded
	Page        bool           // an opening of a page, which has displays only

	// DisplaysResolve says that a prompt of displays alone, without choice
	// buttons, is over as soon as Link.Render has returned: the dashboard keeps it
	// on the screen and sends no answer for it. Otherwise the person presses
	// Continue and an answer of nulls comes.
	DisplaysResolve bool

	// Formats are the kinds of file that tables can be exported in, besides CSV.
	Formats []Format

	// Depot keeps the files that people hand over. Without one there are none.
	Depot *depot.Depot

	// Logger receives what only operators may read. Default: slog.Default().
	Logger *slog.Logger
}

// Surface is a set of components on the screen. Its methods are called one at a
// time.
type Surface interface {
	// Call returns the present render, with a new ID and always the same group key.
	Call(ctx context.Context) (protocol.IOCall, error)
	// SetState hands each component its new state; a null means no change. It
	// reports whether anything changed and Call has to be rendered again.
	SetState(ctx context.Context, states []json.RawMessage, meta json.RawMessage) (changed bool, err error)
	// Resume takes over from a surface that stood in the same place before the
	// handler was asked again: its group key and what somebody has asked of its
	// components, if they are the same. It is called before the first Call.
	Resume(before Surface)
	// Changes has something whenever Call has to be rendered again because of what
	// arrived by itself. It may be nil, and may change with each Call.
	Changes() <-chan struct{}
	// Settled reports whether nothing of the components is on its way any more.
	Settled() bool
	// Download opens a file of one of the components. It may be called at any time.
	Download(r DownloadRequest) (*Download, error)
}

// Transaction is one run of an action, or one opening of a page. It is safe for
// concurrent use.
type Transaction struct {
	Info
	link Link
	turn chan struct{} // holds one token: an action shows one IO call at a time

	mu       sync.Mutex
	handlers map[string]func(protocol.IOResponse) // by input group key
	last     string                               // the newest group key
	offers   map[string]func(DownloadRequest) (*Download, error)
	intakes  map[string]func(UploadRequest) (*Intake, error)
	uploads  []*Upload // in the order in which they were begun
	result   json.RawMessage
	meta     json.RawMessage
	canceled chan struct{}
	once     sync.Once
}

// New returns a transaction that speaks through link.
func New(info Info, link Link) *Transaction {
	t := &Transaction{
		Info: info, link: link,
		turn:     make(chan struct{}, 1),
		handlers: map[string]func(protocol.IOResponse){},
		canceled: make(chan struct{}),
	}
	t.turn <- struct{}{}
	return t
}

// Link returns the way to the dashboard.
func (t *Transaction) Link() Link { return t.link }

// Turn waits until no other IO call of the transaction is open. The returned
// function gives the turn back and must be called once.
func (t *Transaction) Turn(ctx context.Context) (done func(), err error) {
	select {
	case <-t.canceled:
		return nil, ErrCanceled
	default:
	}
	select {
	case <-t.turn:
		return func() { t.turn <- struct{}{} }, nil
	case <-t.canceled:
		return nil, ErrCanceled
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Listen has handle called for every response to the prompt with this group
// key, in order of arrival, until stop is called or the transaction ends. handle
// must not block: it runs on the connection's reader.
func (t *Transaction) Listen(groupKey string, handle func(protocol.IOResponse)) (stop func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.handlers[groupKey] = handle
	t.last = groupKey
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.handlers, groupKey)
	}
}

// Deliver hands a response to the prompt it belongs to and reports whether there
// is one. A response without a group key belongs to the newest prompt. A
// response of kind CANCELED cancels the transaction.
func (t *Transaction) Deliver(r protocol.IOResponse) bool {
	if r.Kind == protocol.Canceled {
		t.Cancel()
		return true
	}
	t.mu.Lock()
	key := r.InputGroupKey
	if key == "" {
		key = t.last
	}
	handle, known := t.handlers[key]
	t.mu.Unlock()
	if !known {
		return false
	}
	handle(r)
	return true
}

// Cancel makes every open and later IO call fail with [ErrCanceled]. Repeating
// it is harmless.
func (t *Transaction) Cancel() { t.once.Do(func() { close(t.canceled) }) }

// Canceled is closed by Cancel.
func (t *Transaction) Canceled() <-chan struct{} { return t.canceled }

// SetResult keeps the encoded value that goes out when the action ends. The last
// one wins.
func (t *Transaction) SetResult(data, meta json.RawMessage) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.result, t.meta = data, meta
}

// Result returns what SetResult kept; data is nil when nothing was.
func (t *Transaction) Result() (data, meta json.RawMessage) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.result, t.meta
}
