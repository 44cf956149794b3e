package host_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/internal/wire"
	"github.com/stagedoor/stagedoor/protocol"
)

func TestDeclaration(t *testing.T) {
	all := &routes{
		actions: map[string]host.Action{
			"z": {Def: protocol.ActionDef{Slug: "z", Name: "Z"}},
			"a": {Def: protocol.ActionDef{Slug: "a", Backgroundable: true}},
		},
		pages: map[string]host.Page{
			"group": {Def: protocol.PageDef{Slug: "group", Name: "Group"}},
			"page":  {Def: protocol.PageDef{Slug: "page", Name: "Page"}, Handler: func(context.Context) (host.Layout, error) { return host.Layout{}, nil }},
		},
	}
	bubble(t, host.Config{Routes: all, InstanceID: "id-1"}, func(d *dashboard, h *host.Host) {
		in := d.inits[0]
		if len(in.Actions) != 2 || in.Actions[0].Slug != "a" || !in.Actions[0].Backgroundable || in.SDKVersion != "2.1.0" {
			t.Errorf("actions = %+v", in)
		}
		if len(in.Groups) != 2 || in.Groups[0].HasHandler || !in.Groups[1].HasHandler {
			t.Errorf("groups = %+v", in.Groups)
		}
		for range 5 { // within 200 ms: one declaration
			h.Reload()
			time.Sleep(30 * time.Millisecond)
		}
		time.Sleep(time.Second)
		synctest.Wait()
		if len(d.inits) != 2 {
			t.Errorf("declared %d times", len(d.inits))
		}
	})
}

func TestDashboardThatRefuses(t *testing.T) {
	for _, reply := range []any{protocol.InitializeHostReply{Type: "error", Message: "Unsupported SDK version"}, nil} {
		synctest.Test(t, func(t *testing.T) {
			d := connect(t, newHost(t, host.Config{Routes: action("a", askName)}))
			d.answer(protocol.InitializeHost, reply)
			d.peer.Authenticate(d.Context())
			err := <-d.ended
			if refused, ok := errors.AsType[*host.RefusedError](err); reply != nil && (!ok || refused.Message != "Unsupported SDK version") || reply == nil && !ok {
				t.Errorf("Serve = %v", err)
			}
		})
	}
}

func TestDashboardThatNeverAuthenticates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := connect(t, newHost(t, host.Config{Routes: action("a", askName)}))
		began := time.Now()
		if err := <-d.ended; err == nil || time.Since(began) != 15*time.Second {
			t.Errorf("Serve = %v after %v", err, time.Since(began))
		}
	})
}

func TestOneConnectionAtATime(t *testing.T) {
	bubble(t, host.Config{Routes: action("a", askName)}, func(d *dashboard, h *host.Host) {
		near, _ := wire.Pipe()
		if err := h.Serve(d.Context(), near); !errors.Is(err, host.ErrServing) {
			t.Errorf("second Serve = %v", err)
		}
		h.Close()
		if err := <-d.ended; !errors.Is(err, host.ErrHostClosed) && !errors.Is(err, wire.ErrClosed) {
			t.Errorf("first Serve = %v", err)
		}
		near, _ = wire.Pipe()
		if err := h.Serve(d.Context(), near); !errors.Is(err, host.ErrHostClosed) {
			t.Errorf("Serve after Close = %v", err)
		}
	})
}

func TestStartThatComesBeforeTheAnswerToTheDeclaration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := connect(t, newHost(t, host.Config{Routes: action("a", askName)}))
		go d.start("tx_1", "a")
		synctest.Wait()
		d.nothing()
		d.peer.Authenticate(d.Context())
		d.next(protocol.SendIOCall)
	})
}

func TestReconnect(t *testing.T) {
	h := action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		tx.Link().Loading(ctx, protocol.LoadingState{Label: "Counting"})
		if tx.ID == "tx_2" {
			<-ctx.Done()
		}
		return askName(ctx)
	})
	bubble(t, host.Config{Routes: h}, func(d *dashboard, h *host.Host) {
		d.start("tx_1", "a")
		shown := d.next(protocol.SendIOCall)
		d.start("tx_2", "a")
		time.Sleep(time.Second)
		d.contains(d.next(protocol.SendLoadingCall), "Counting", "tx_2")
		d.peer.Close()
		if err := <-d.ended; !errors.Is(err, wire.ErrClosed) {
			t.Errorf("Serve = %v", err)
		}
		time.Sleep(time.Hour)

		again := ready(d.T, h)
		if got := again.next(protocol.SendIOCall); got != shown {
			t.Errorf("shown again: %s, want %s", got, shown)
		}
		again.contains(again.next(protocol.SendLoadingCall), "Counting")
		again.respond(protocol.IOResponse{TransactionID: "tx_1", InputGroupKey: "key-1", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`"Ada"`)}})
		if _, result := again.result(); string(result.Data) != `"Ada"` {
			t.Errorf("result = %s", result.Data)
		}
		if again.inits[0].Timestamp == 0 {
			t.Error("not declared again")
		}
	})
}

func TestWhatWasNotConfirmedIsSaidAgain(t *testing.T) {
	var steps chan struct{}
	h := action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		tx.Link().Log(ctx, "", "one")
		<-steps
		tx.Link().Log(ctx, "", "two")
		return askName(ctx)
	})
	bubble(t, host.Config{Routes: h}, func(d *dashboard, h *host.Host) {
		steps = make(chan struct{}) // of the bubble
		d.answer(protocol.SendLog, errSilent)
		d.start("tx_1", "a")
		d.contains(d.next(protocol.SendLog), `"index":0`)
		d.peer.Close()
		<-d.ended
		steps <- struct{}{} // goes on without a dashboard

		d = ready(d.T, h)
		d.answer(protocol.SendIOCall, errSilent)
		d.contains(d.next(protocol.SendLog), `"index":0`, "one")
		d.contains(d.next(protocol.SendLog), `"index":1`, "two")
		d.next(protocol.SendIOCall) // after what was said before it
		d.peer.Close()
		<-d.ended

		d = ready(d.T, h)
		d.answer(protocol.MarkComplete, errSilent)
		d.next(protocol.SendIOCall)
		d.nothing()
		d.respond(protocol.IOResponse{TransactionID: "tx_1", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`1`)}})
		d.result()
		d.peer.Close()
		<-d.ended

		d = ready(d.T, h)
		d.result()
		d.nothing()
	})
}

func TestRunThatTheDashboardForgotIsCanceled(t *testing.T) {
	var got error
	bubble(t, host.Config{Routes: action("a", func(ctx context.Context) error {
		_, got = prompt(ctx, "key-1")
		return got
	})}, func(d *dashboard, h *host.Host) {
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		d.peer.Close()
		<-d.ended
		d = connect(d.T, h)
		d.answer(protocol.SendIOCall, protocol.Accepted{Message: "Transaction not found."})
		d.peer.Authenticate(d.Context())
		d.next(protocol.SendIOCall)
		d.nothing()
		if !errors.Is(got, txn.ErrCanceled) {
			t.Errorf("prompt = %v", got)
		}
	})
}

func TestLoading(t *testing.T) {
	h := action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		for i := range 10 {
			tx.Link().Loading(ctx, protocol.LoadingState{Label: "Work", ItemsInQueue: new(10), ItemsCompleted: new(i)})
			time.Sleep(30 * time.Millisecond)
		}
		time.Sleep(time.Second)
		tx.Link().Loading(ctx, protocol.LoadingState{Label: "dropped by the question"})
		if err := askName(ctx); err != nil {
			return err
		}
		tx.Link().Loading(ctx, protocol.LoadingState{Label: "dropped by the end"})
		return nil
	})
	bubble(t, host.Config{Routes: h}, func(d *dashboard, _ *host.Host) {
		d.delay = time.Second
		d.start("tx_1", "a")
		time.Sleep(5 * time.Second)
		for _, completed := range []int{3, 7, 9} {
			d.contains(d.next(protocol.SendLoadingCall), fmt.Sprintf(`"itemsCompleted":%d`, completed), `"itemsInQueue":10`)
		}
		d.next(protocol.SendIOCall)
		d.respond(protocol.IOResponse{TransactionID: "tx_1", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`1`)}})
		d.result()
		time.Sleep(time.Second)
		d.nothing()
	})
}

func TestLogs(t *testing.T) {
	long := strings.Repeat("é", 9_999)
	h := action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() { tx.Link().Log(ctx, "", "many at once") })
		}
		wg.Wait()
		tx.Link().Log(ctx, "", long+"x")
		tx.Link().Log(ctx, "", long+"😀")
		return nil
	})
	bubble(t, host.Config{Routes: h}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		for i := range 52 {
			var line protocol.SendLogRequest
			json.Unmarshal([]byte(d.next(protocol.SendLog)), &line)
			if *line.Index != i || *line.Timestamp == 0 {
				t.Fatalf("line %d = %+v", i, line)
			}
			if i == 50 && line.Data != long+"x" {
				t.Error("a line of ten thousand characters was cut")
			}
			if i == 51 && !strings.HasPrefix(line.Data, long+"...\n^ Warning: 10k logline character limit reached.") {
				t.Errorf("line ends with %q", line.Data[len(long):])
			}
		}
		d.result() // after every line
	})
}

func TestRedirect(t *testing.T) {
	var errs []error
	h := action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		errs = append(errs, tx.Link().Redirect(ctx, protocol.RedirectTarget{Route: "b", Params: map[string]any{"id": "7"}}))
		return nil
	})
	bubble(t, host.Config{Routes: h}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		if got := d.next(protocol.SendRedirect); got != `{"transactionId":"tx_1","route":"b","params":{"id":"7"}}` {
			t.Errorf("redirect = %s", got)
		}
		d.result()
		d.answer(protocol.SendRedirect, false)
		d.start("tx_2", "a")
		d.next(protocol.SendRedirect)
		d.result()
		if _, refused := errors.AsType[*host.RefusedError](errs[1]); errs[0] != nil || !refused {
			t.Errorf("redirects = %v", errs)
		}
	})
}

func TestDrawsWhatTheDashboardAnnounced(t *testing.T) {
	var draws []bool
	h := action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		draws = []bool{tx.Link().Draws(protocol.DisplayChanges), tx.Link().Draws("DISPLAY_MAP")}
		return nil
	})
	bubble(t, host.Config{Routes: h}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		d.result()
		if !draws[0] || draws[1] {
			t.Errorf("Draws = %v", draws)
		}
	})
}

func TestCloseInterruptsRuns(t *testing.T) {
	var cause error
	bubble(t, host.Config{Routes: action("a", func(ctx context.Context) error {
		_, err := prompt(ctx, "key-1")
		cause = context.Cause(ctx)
		return err
	})}, func(d *dashboard, h *host.Host) {
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		h.Close()
		h.Close()
		d.nothing() // interrupted, not canceled: the dashboard finds that out itself
		if !errors.Is(cause, host.ErrHostClosed) {
			t.Errorf("cause = %v", cause)
		}
	})
}

func TestShutdownWaitsForRuns(t *testing.T) {
	bubble(t, host.Config{Routes: action("a", askName)}, func(d *dashboard, h *host.Host) {
		d.answer(protocol.BeginHostShutdown, protocol.TypedReply{Type: "success"})
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		down := make(chan error, 1)
		go func() { down <- h.Shutdown(context.WithoutCancel(d.Context())) }()
		d.next(protocol.BeginHostShutdown)
		d.start("tx_2", "a")
		if _, result := d.result(); !strings.Contains(string(result.Data), "shutting down") {
			t.Errorf("start while shutting down = %s", result.Data)
		}
		d.respond(protocol.IOResponse{TransactionID: "tx_1", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`1`)}})
		d.result()
		if err := <-down; err != nil {
			t.Errorf("Shutdown = %v", err)
		}
	})
}

func TestShutdownGivesUpWithItsContext(t *testing.T) {
	bubble(t, host.Config{Routes: action("a", askName)}, func(d *dashboard, h *host.Host) {
		d.answer(protocol.BeginHostShutdown, protocol.TypedReply{Type: "success"})
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		ctx, cancel := context.WithTimeout(d.Context(), time.Minute)
		defer cancel()
		if err := h.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Shutdown = %v", err)
		}
	})
}

func TestRefusedShutdownChangesNothing(t *testing.T) {
	bubble(t, host.Config{Routes: action("a", func(context.Context) error { return nil })}, func(d *dashboard, h *host.Host) {
		d.answer(protocol.BeginHostShutdown, protocol.TypedReply{Type: protocol.TypeError, Message: "not now"})
		if err := h.Shutdown(d.Context()); err == nil || !strings.Contains(err.Error(), "not now") {
			t.Errorf("Shutdown = %v", err)
		}
		d.next(protocol.BeginHostShutdown)
		d.start("tx", "a")
		if mark, _ := d.result(); mark.ResultStatus != "SUCCESS" {
			t.Errorf("a run after it ended with %s", mark.ResultStatus)
		}
	})
}
