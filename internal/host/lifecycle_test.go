package host_test

import (
	"context"
	"errors"
	"math/big"
	"testing"
	"time"

	stageio "github.com/stagedoor/stagedoor/io"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

// actAB asks twice, and logs between.
func actAB(ctx context.Context, rec func(string, any)) error {
	a, err := stageio.Text("A").Get(ctx)
	if err != nil {
		return err
	}
	rec("a", a)
	tx, _ := txn.From(ctx)
	if err := tx.Link().Log(ctx, "", "between"); err != nil {
		return err
	}
	b, err := stageio.Text("B").Get(ctx)
	if err != nil {
		return err
	}
	rec("b", b)
	return finish(ctx, "done")
}

func replayReconnects(t *testing.T) {
	for _, name := range []string{"mock-close-1000", "mock-close-1001", "mock-close-1008", "mock-close-1012"} {
		play(t, name, replay{run: handlers{"*": actA}})
	}
	for _, name := range []string{
		"server-restart-crash", "server-restart-graceful", "reconnect-idle", "reconnect-awaiting-input", "reconnect-before-ack",
		"reconnect-after-ack", "reconnect-after-response", "reconnect-development", "reconnect-io-response-lost", "reconnect-refused",
		"reconnect-start-lost", "same-instance-twice", "same-instance-late-cleanup",
	} {
		play(t, name, replay{run: handlers{"*": actAB}})
	}
	play(t, "mock-late-response", replay{run: handlers{"*": asking("end", shows(stageio.Markdown("x").Show))}})
	play(t, "mock-reinit-error", replay{run: handlers{"*": actA}})
}

func replayDeclarations(t *testing.T) {
	for _, name := range []string{"init-empty", "init-minimal", "init-actions", "init-pages", "init-warnings", "init-invalid-slugs", "mock-init-alert"} {
		play(t, name, replay{run: handlers{"*": actA, "good_one": asking("ok"), "page/fine": asking("fine")}})
	}
	play(t, "mock-init-error", replay{ends: "Unsupported SDK version"})
	play(t, "mock-init-null", replay{ends: "no reason given"})
	play(t, "init-development", replay{run: handlers{"*": func(ctx context.Context, rec func(string, any)) error {
		tx, _ := txn.From(ctx)
		rec("environment", tx.Environment)
		text, err := stageio.Text("T").Get(ctx)
		rec("text", text)
		return errors.Join(err, finish(ctx, 1))
	}}})
	play(t, "reinitialize", replay{run: handlers{"second": asking("two")}, cues: cueBefore(t, "reinitialize", protocol.InitializeHost, reload)})
	play(t, "reinitialize-during-run", replay{run: handlers{"*": asking("done", q("a", stageio.Text("A").Get), q("b", stageio.Text("B").Get))}, cues: cueBefore(t, "reinitialize-during-run", protocol.InitializeHost, reload)})
}

func replayShutdowns(t *testing.T) {
	for _, name := range []string{"shutdown-idle", "shutdown-busy"} {
		play(t, name, replay{run: handlers{"*": actA}, cues: cueBefore(t, name, protocol.BeginHostShutdown, shutDown)})
	}
	play(t, "mock-shutdown-error", replay{run: handlers{"act": func(ctx context.Context, rec func(string, any)) error {
		a, err := stageio.Text("A").Get(ctx)
		rec("a", a)
		return err
	}}, cues: cueBefore(t, "mock-shutdown-error", protocol.BeginHostShutdown, shutDown),
		passes: map[int]string{5: "a start that meets the announcement fails with a sentence; the original leaves it hanging"}})
	play(t, "immediate-close", replay{run: handlers{"*": actA}, cues: map[int]func(*player){3: stop}})
}

func replayStarts(t *testing.T) {
	play(t, "mock-params-meta", replay{run: handlers{"p": func(ctx context.Context, rec func(string, any)) error {
		tx, _ := txn.From(ctx)
		params := map[string]any{}
		for name, v := range tx.Params {
			switch v := v.(type) {
			case time.Time:
				params[name] = v.UTC().Format("2006-01-02T15:04:05.000Z")
			case *big.Int:
				params[name] = v.String()
			default:
				params[name] = v
			}
		}
		rec("params", params)
		return nil
	}}})
	play(t, "mock-start-variants", replay{passes: map[int]string{
		1: "an unknown action fails with a sentence; the original leaves it hanging",
		5: lenientStart, 6: lenientStart, 11: lenientStart,
		16: startedOnce, 17: startedOnce,
	}, run: handlers{"act": actA}})
	play(t, "mock-invalid-calls", replay{run: handlers{"act": actA}})
	play(t, "leave-backgroundable", replay{run: handlers{"*": func(ctx context.Context, rec func(string, any)) error {
		a, err := stageio.Text("A").Get(ctx)
		rec("a", a)
		tx, _ := txn.From(ctx)
		err = errors.Join(err, tx.Link().Log(ctx, "", "in the background"))
		b, berr := stageio.Text("B").Get(ctx)
		rec("b", b)
		return errors.Join(err, berr, finish(ctx, "finished"))
	}}})
	play(t, "cancel-without-prompt", replay{only: 4, because: "a canceled run asks nothing more", run: handlers{"*": func(ctx context.Context, _ func(string, any)) error {
		tx, _ := txn.From(ctx)
		tx.Link().Loading(ctx, protocol.LoadingState{Label: "Working"})
		<-ctx.Done()
		if _, err := stageio.Text("Later").Get(ctx); !errors.Is(err, stageio.ErrCanceled) {
			t.Errorf("a prompt of a canceled run = %v", err)
		}
		return ctx.Err()
	}}})
	play(t, "mock-io-response-edge", replay{passes: map[int]string{
		3: unreadable,
		4: "a cancellation that names no prompt cancels the run",
	}, differs: []difference{{why: "the types of an answer are those of its component, whatever its meta says", change: func(m protocol.RPCMethod, recorded map[string]any) {
		if m == protocol.MarkComplete {
			recorded["resultStatus"] = "SUCCESS"
			recorded["result"] = map[string]any{"schemaVersion": 1.0, "status": "SUCCESS", "data": 1.0}
		}
	}}}, run: handlers{"act": func(ctx context.Context, rec func(string, any)) error {
		a, err := stageio.Text("A").Get(ctx)
		if err != nil {
			return err
		}
		rec("a", a)
		_, err = stageio.Text("B").Get(ctx)
		return errors.Join(err, finish(ctx, 1))
	}}})
}

func replayBrokenPages(t *testing.T) {
	broke := errors.New("page broke")
	play(t, "page-errors", replay{differs: []difference{anyPageError}, only: 4, because: "titles that are promises are only Node's, and a component that fails says so in its place", pages: pageHandlers{"pg_throw": func(context.Context) (host.Layout, error) { return host.Layout{}, broke }}})
	play(t, "mock-pages-errors", replay{differs: []difference{plainTables}, passes: map[int]string{5: unreadable}, pages: pageHandlers{"pg": layout("T", "", stageio.Table("T", []one{{1}}).Columns(columnA))}})
	play(t, "page-loading-redirect", replay{differs: []difference{{why: "a Go page handler always returns a layout", change: func(m protocol.RPCMethod, recorded map[string]any) {
		if m == protocol.SendPage && recorded["page"] == nil {
			recorded["page"] = map[string]any{"kind": "BASIC", "errors": []any{}}
		}
	}}}, pages: pageHandlers{
		"pg_loading": func(ctx context.Context) (host.Layout, error) {
			tx, _ := txn.From(ctx)
			for _, s := range []protocol.LoadingState{{Label: "Page is loading"}, {Label: "Page is loading", Description: "more"}} {
				tx.Link().Loading(ctx, s)
				time.Sleep(300 * time.Millisecond)
			}
			return host.Layout{Title: "Done"}, nil
		},
		"pg_redirect": func(ctx context.Context) (host.Layout, error) {
			tx, _ := txn.From(ctx)
			return host.Layout{}, tx.Link().Redirect(ctx, protocol.RedirectTarget{Route: "elsewhere", Params: map[string]any{"a": 1}})
		},
	}})
}
