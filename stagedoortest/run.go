package stagedoortest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/depot"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// Patience is how long a test waits for what it expects.
const Patience = 10 * time.Second

// Options say who runs the action, and how. The zero value is a person called
// Ada who runs it in a dashboard of ours.
type Options struct {
	Slug   string         // of the action; default: "action"
	Params map[string]any // of the link that started it
	Person protocol.Person
	Page   bool // the context of a page instead of an action

	// Original plays a dashboard that knows nothing but Interval's own messages.
	Original bool
	// Continue plays a dashboard that has displays acknowledged.
	Continue bool
}

// Run is an action that runs. Its methods are called by the test's goroutine.
type Run struct {
	t      testing.TB
	tx     *txn.Transaction
	link   *link
	done   chan struct{} // closed when the action has returned
	err    error
	cursor int // calls before it have been answered
}

// Start runs handler as an action. The run is canceled when the test ends.
func Start(t testing.TB, handler func(context.Context) error) *Run {
	t.Helper()
	return StartContext(t.Context(), t, handler)
}

// StartContext is [Start] with a context for the action.
func StartContext(ctx context.Context, t testing.TB, handler func(context.Context) error) *Run {
	t.Helper()
	return StartWith(ctx, t, Options{}, handler)
}

// StartWith is [StartContext] with options.
func StartWith(ctx context.Context, t testing.TB, o Options, handler func(context.Context) error) *Run {
	t.Helper()
	if o.Slug == "" {
		o.Slug = "action"
	}
	if o.Person.Email == "" {
		o.Person = protocol.Person{ID: "1", Name: "Ada", Email: "ada@example.com", Role: "member"}
	}
	r := &Run{t: t, link: newLink(o.Original), done: make(chan struct{})}
	r.tx = txn.New(txn.Info{
		ID: "tx_" + o.Slug, Slug: o.Slug, Person: o.Person, Params: o.Params,
		Environment: "test", Page: o.Page, DisplaysResolve: !o.Continue,
		Depot: depot.New("", 1<<30), // makes its directory when a file comes, which is seldom
	}, r.link)
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer close(r.done)
		defer cancel()
		r.err = guarded(txn.NewContext(ctx, r.tx), handler)
		r.tx.DropUploads()
	}()
	t.Cleanup(func() {
		r.tx.Cancel()
		cancel()
		<-r.done
		if err := r.tx.Depot.Close(); err != nil {
			t.Errorf("remove the files of the run: %v", err)
		}
	})
	return r
}

// guarded returns a panic of handler as an error, as a host does.
func guarded(ctx context.Context, handler func(context.Context) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the action panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return handler(ctx)
}

// Wait returns what the action left with SetResult, as JSON (nil for nothing),
// and the error it returned, once it has ended.
func (r *Run) Wait() (json.RawMessage, error) {
	r.t.Helper()
	if err := r.await(func() bool { return r.ended() }); err != nil {
		r.t.Fatalf("the action has not ended; on the screen: %s", r.link.describe(r.cursor))
	}
	data, _ := r.tx.Result()
	return data, r.err
}

// ResultDisplays returns the displays of the result, once the action has ended:
// those of stagedoor.SetResultShown, or those that are the result themselves.
func (r *Run) ResultDisplays() []protocol.Component {
	r.t.Helper()
	if _, err := r.Wait(); err != nil {
		r.t.Fatalf("the action has ended with the error %v", err)
	}
	_, meta := r.tx.Result()
	var kept protocol.ResultMeta
	if meta != nil {
		if err := json.Unmarshal(meta, &kept); err != nil {
			r.t.Fatalf("the result's meta %s: %v", meta, err)
		}
	}
	return kept.Displays
}

// Cancel closes the run as the person does.
func (r *Run) Cancel() {
	r.tx.Deliver(protocol.IOResponse{TransactionID: r.tx.ID, Kind: protocol.Canceled, Values: []json.RawMessage{}})
}

// Loading returns every loading state so far.
func (r *Run) Loading() []protocol.LoadingState { return r.link.loadings() }

// Logs returns every line logged so far.
func (r *Run) Logs() []string { return r.link.lines() }

// Redirects returns every redirect so far.
func (r *Run) Redirects() []protocol.RedirectTarget { return r.link.redirects() }

// Notices returns what the action has told people.
func (r *Run) Notices() []protocol.NotifyRequest { return r.link.told() }

// Calls returns every render so far.
func (r *Run) Calls() []protocol.IOCall { return r.link.rendered() }

func (r *Run) ended() bool {
	select {
	case <-r.done:
		return true
	default:
		return false
	}
}

// await waits until found reports true or the action ends, asking again after
// every change.
func (r *Run) await(found func() bool) error { return r.watch(found, true) }

// awaitRender goes on waiting when the action has ended: its displays live on.
func (r *Run) awaitRender(found func() bool) error { return r.watch(found, false) }

func (r *Run) watch(found func() bool, untilEnd bool) error {
	timeout := time.NewTimer(Patience)
	defer timeout.Stop()
	for {
		changed := r.link.changes()
		ended := r.ended()
		switch {
		case found():
			return nil
		case ended && untilEnd:
			return fmt.Errorf("the action has ended with the error %w", r.err)
		}
		done := r.done
		if ended {
			done = nil
		}
		select {
		case <-changed:
		case <-done:
		case <-timeout.C:
			return errors.New("nothing came")
		}
	}
}
