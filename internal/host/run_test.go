package host_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stagedoor/stagedoor/internal/host"
	"github.com/stagedoor/stagedoor/internal/txn"
	"github.com/stagedoor/stagedoor/protocol"
)

func askName(ctx context.Context) error {
	r, err := prompt(ctx, "key-1")
	if err != nil {
		return err
	}
	tx, _ := txn.From(ctx)
	tx.SetResult(r.Values[0], nil)
	return nil
}

func TestRunIsStartedAnsweredAndCompleted(t *testing.T) {
	var info txn.Info
	bubble(t, host.Config{Routes: action("hello", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		info = tx.Info
		return askName(ctx)
	})}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "hello")
		d.contains(d.next(protocol.SendIOCall), `"transactionId":"tx_1"`, `INPUT_TEXT`)
		d.nothing()
		d.respond(protocol.IOResponse{TransactionID: "tx_1", InputGroupKey: "key-1", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`"Ada"`)}})
		mark, result := d.result()
		if mark.ResultStatus != protocol.ResultSuccess || string(result.Data) != `"Ada"` || result.SchemaVersion != 1 {
			t.Errorf("completion = %+v, %+v", mark, result)
		}
		if info.Slug != "hello" || info.Person.Email != "ada@example.com" || info.Params["id"] != "7" || !info.DisplaysResolve {
			t.Errorf("info = %+v", info)
		}
		d.nothing()
	})
}

func TestHowARunEnds(t *testing.T) {
	explain := func(err error) protocol.PublicError {
		if strings.Contains(err.Error(), "public") {
			return protocol.PublicError{Message: err.Error()}
		}
		return protocol.PublicError{Message: "Something went wrong.", Reference: "7F3K-92"}
	}
	cases := []struct {
		name    string
		handler func(context.Context) error
		status  protocol.ResultStatus
		data    string
	}{
		{"nothing to say", func(context.Context) error { return nil }, "SUCCESS", `null`},
		{"secret error", func(context.Context) error { return errors.New("dial db: password wrong") }, "FAILURE",
			`{"error":"Error","message":"Something went wrong.","reference":"7F3K-92"}`},
		{"public error", func(context.Context) error { return errors.New("public words") }, "FAILURE", `{"error":"Error","message":"public words"}`},
		{"panic", func(context.Context) error { panic("password wrong") }, "FAILURE", `{"error":"Error","message":"Something went wrong.","reference":"7F3K-92"}`},
		{"nil map", func(context.Context) error { return assign(nil) }, "FAILURE", `{"error":"Error","message":"Something went wrong.","reference":"7F3K-92"}`},
		{"goroutine ended", func(context.Context) error { runtime.Goexit(); return nil }, "FAILURE", `{"error":"Error","message":"Something went wrong.","reference":"7F3K-92"}`},
		{"gave up itself", func(context.Context) error { return fmt.Errorf("step two: %w", txn.ErrCanceled) }, "CANCELED", `null`},
		{"result that is not JSON", func(ctx context.Context) error {
			tx, _ := txn.From(ctx)
			tx.SetResult(json.RawMessage(`{`), nil)
			return nil
		}, "FAILURE", `{"error":"Error","message":"Something went wrong.","reference":"7F3K-92"}`},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			var log bytes.Buffer
			bubble(t, host.Config{Routes: action("a", tc.handler), Explain: explain, Logger: slog.New(slog.NewTextHandler(&log, nil))}, func(d *dashboard, _ *host.Host) {
				d.start("tx_1", "a")
				mark, result := d.result()
				if mark.ResultStatus != tc.status || result.Status != tc.status || string(result.Data) != tc.data {
					t.Errorf("completion = %s: %s %s", mark.ResultStatus, result.Status, result.Data)
				}
				if strings.Contains(tc.data, "7F3K") && !strings.Contains(log.String(), "reference=7F3K-92") {
					t.Errorf("the log lacks the reference:\n%s", log.String())
				}
				d.nothing()
			})
		})
	}
}

// What stands beside a sentence for the person is for the operator.
func TestTheCauseBesideASentenceIsLogged(t *testing.T) {
	var log bytes.Buffer
	handler := func(context.Context) error {
		return errors.Join(errors.New("public words"), errors.New("connection reset"))
	}
	c := host.Config{Routes: action("a", handler), Logger: slog.New(slog.NewTextHandler(&log, nil))}
	c.Explain = func(error) protocol.PublicError { return protocol.PublicError{Message: "public words"} }
	bubble(t, c, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		_, result := d.result()
		if strings.Contains(string(result.Data), "reset") || !strings.Contains(log.String(), "connection reset") {
			t.Errorf("result %s, log:\n%s", result.Data, log.String())
		}
	})
}

func TestATransactionHasTheHostsLogger(t *testing.T) {
	var log bytes.Buffer
	c := host.Config{
		Routes: action("a", func(ctx context.Context) error { txn.Logger(ctx).WarnContext(ctx, "for operators"); return nil }),
		Logger: slog.New(slog.NewTextHandler(&log, nil)),
	}
	bubble(t, c, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		d.result()
		if !strings.Contains(log.String(), "for operators") {
			t.Errorf("the log lacks the line:\n%s", log.String())
		}
	})
}

func assign(m map[string]int) error {
	m["a"] = 1
	return nil
}

func TestPanicTextIsLoggedWithItsStack(t *testing.T) {
	var log bytes.Buffer
	c := host.Config{Routes: action("a", func(context.Context) error { panic("boom 42") }), Logger: slog.New(slog.NewTextHandler(&log, nil))}
	bubble(t, c, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		_, result := d.result()
		var failure protocol.Failure
		json.Unmarshal(result.Data, &failure)
		if failure.Message != "Something went wrong inside the service." || len(failure.Reference) != 7 {
			t.Errorf("failure = %+v", failure)
		}
		for _, want := range []string{"boom 42", "run_test.go", failure.Reference, "transaction=tx_1", "action=a", "user=ada@example.com"} {
			if !strings.Contains(log.String(), want) {
				t.Errorf("the log lacks %s", want)
			}
		}
	})
}

func TestUnknownActionFails(t *testing.T) {
	bubble(t, host.Config{Routes: action("a", askName)}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "gone")
		_, result := d.result()
		if result.Status != protocol.ResultFailure || !strings.Contains(string(result.Data), "does not have this action") {
			t.Errorf("result = %s %s", result.Status, result.Data)
		}
	})
}

func TestKnownIDIsNotStartedAgain(t *testing.T) {
	started := 0
	bubble(t, host.Config{Routes: action("a", func(ctx context.Context) error { started++; return askName(ctx) })}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		d.start("tx_1", "a") // while it runs
		d.nothing()
		d.respond(protocol.IOResponse{TransactionID: "tx_1", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`1`)}})
		d.result()
		d.start("tx_1", "a") // after it has ended
		d.say(protocol.CloseTransaction, protocol.CloseTransactionRequest{TransactionID: "tx_1"})
		d.start("tx_1", "a") // after it was forgotten
		d.nothing()
		if started != 1 {
			t.Errorf("started %d times", started)
		}
	})
}

func TestCancel(t *testing.T) {
	cases := map[string]string{"by its key": "key-1", "by an unknown key": protocol.Unknown}
	for name, key := range cases {
		t.Run(name, func(t *testing.T) {
			var got, cause error
			bubble(t, host.Config{Routes: action("a", func(ctx context.Context) error {
				_, got = prompt(ctx, "key-1")
				cause = context.Cause(ctx)
				return fmt.Errorf("wrapped: %w", got)
			})}, func(d *dashboard, _ *host.Host) {
				d.start("tx_1", "a")
				d.next(protocol.SendIOCall)
				d.respond(protocol.IOResponse{ID: key, InputGroupKey: key, TransactionID: "tx_1", Kind: protocol.Canceled, Values: []json.RawMessage{}})
				d.nothing() // the dashboard knows
				if !errors.Is(got, txn.ErrCanceled) || !errors.Is(cause, txn.ErrCanceled) {
					t.Errorf("prompt = %v, cause = %v", got, cause)
				}
			})
		})
	}
}

func TestCancelWhileWorking(t *testing.T) {
	bubble(t, host.Config{Routes: action("a", func(ctx context.Context) error {
		<-ctx.Done() // as a query would
		return ctx.Err()
	})}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		d.respond(protocol.IOResponse{ID: protocol.Unknown, InputGroupKey: protocol.Unknown, TransactionID: "tx_1", Kind: protocol.Canceled})
		d.nothing()
	})
}

func TestCancelThatIsCaught(t *testing.T) {
	bubble(t, host.Config{Routes: action("a", func(ctx context.Context) error {
		prompt(ctx, "key-1")
		tx, _ := txn.From(ctx)
		tx.Link().Log(ctx, "", "cleaned up")
		tx.SetResult(json.RawMessage(`"saved"`), nil)
		return nil
	})}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		d.respond(protocol.IOResponse{InputGroupKey: "key-1", TransactionID: "tx_1", Kind: protocol.Canceled})
		d.contains(d.next(protocol.SendLog), "cleaned up")
		if _, result := d.result(); string(result.Data) != `"saved"` {
			t.Errorf("result = %s", result.Data)
		}
	})
}

func TestAnswersThatBelongNowhere(t *testing.T) {
	bubble(t, host.Config{Routes: action("a", askName)}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		one := []json.RawMessage{json.RawMessage(`1`)}
		d.respond(protocol.IOResponse{TransactionID: "tx_2", Kind: protocol.Return, Values: one})
		d.respond(protocol.IOResponse{TransactionID: "tx_1", InputGroupKey: "key-9", Kind: protocol.Return, Values: one})
		for _, value := range []string{
			`{"transactionId":"tx_2","kind":"CANCELED","values":[]}`, // says tx_1 outside
			`{"transactionId":"tx_1","kind":"DESTROY","values":[]}`,
			`{"transactionId":"tx_1","kind":"RETURN","values":{}}`,
			`not JSON`, ``,
		} {
			go d.peer.Call(context.WithoutCancel(d.Context()), protocol.IOResponseCall, protocol.IOResponseRequest{TransactionID: "tx_1", Value: value}, nil)
		}
		d.nothing()
		d.respond(protocol.IOResponse{TransactionID: "tx_1", Kind: protocol.Return, Values: one}) // without a key: the newest
		d.result()
	})
}

func TestNobodyAnswers(t *testing.T) {
	cases := []struct {
		name    string
		timeout time.Duration
		wait    time.Duration
		ends    bool
	}{
		{"a day by default", 0, 24*time.Hour + time.Second, true},
		{"not before", 0, 24*time.Hour - time.Second, false},
		{"as configured", time.Minute, time.Minute + time.Second, true},
		{"never", -1, 1000 * time.Hour, false},
	}
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			bubble(t, host.Config{Routes: action("a", askName), AnswerTimeout: tc.timeout}, func(d *dashboard, _ *host.Host) {
				d.start("tx_1", "a")
				d.next(protocol.SendIOCall)
				time.Sleep(tc.wait)
				if !tc.ends {
					d.nothing()
					return
				}
				if mark, result := d.result(); mark.ResultStatus != protocol.ResultCanceled || result.Status != protocol.ResultCanceled {
					t.Errorf("completion = %+v", mark)
				}
			})
		})
	}
}

func TestSomebodyWhoIsThereIsWaitedFor(t *testing.T) {
	bubble(t, host.Config{AnswerTimeout: time.Minute, Routes: action("a", func(ctx context.Context) error {
		for { // a search: every state is a new render
			if r, err := prompt(ctx, "key-1"); err != nil || r.Kind == protocol.Return {
				return err
			}
		}
	})}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		for range 5 {
			d.next(protocol.SendIOCall)
			time.Sleep(50 * time.Second)
			d.respond(protocol.IOResponse{TransactionID: "tx_1", InputGroupKey: "key-1", Kind: protocol.SetState, Values: []json.RawMessage{json.RawMessage(`{}`)}})
		}
		d.next(protocol.SendIOCall)
		time.Sleep(50 * time.Second)
		d.respond(protocol.IOResponse{TransactionID: "tx_1", InputGroupKey: "key-1", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`1`)}})
		if _, result := d.result(); result.Status != protocol.ResultSuccess {
			t.Errorf("result = %+v", result)
		}
	})
}

func TestAnswerFasterThanTheWordThatTheCallWasTaken(t *testing.T) {
	bubble(t, host.Config{AnswerTimeout: time.Minute, Routes: action("a", func(ctx context.Context) error {
		err := askName(ctx)
		time.Sleep(time.Hour) // work, for which nobody has to answer
		return errors.Join(err, ctx.Err())
	})}, func(d *dashboard, _ *host.Host) {
		d.delay = 2 * time.Second
		d.start("tx_1", "a")
		time.Sleep(time.Second)
		d.respond(protocol.IOResponse{TransactionID: "tx_1", InputGroupKey: "key-1", Kind: protocol.Return, Values: []json.RawMessage{json.RawMessage(`1`)}})
		time.Sleep(2 * time.Hour)
		d.next(protocol.SendIOCall)
		if _, result := d.result(); result.Status != protocol.ResultSuccess {
			t.Errorf("result = %+v", result)
		}
	})
}

func TestDisplaysWaitForNobody(t *testing.T) {
	bubble(t, host.Config{AnswerTimeout: time.Minute, Routes: action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		if err := tx.Link().Render(ctx, ioCall("key-1", protocol.DisplayTable)); err != nil {
			return err
		}
		time.Sleep(time.Hour) // work
		return nil
	})}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		time.Sleep(time.Hour + time.Second)
		if _, result := d.result(); result.Status != protocol.ResultSuccess {
			t.Errorf("result = %+v", result)
		}
	})
}

func TestRefusedRender(t *testing.T) {
	for _, answer := range []any{false, protocol.Accepted{Message: "Transaction not found."}} {
		var got error
		bubble(t, host.Config{Routes: action("a", func(ctx context.Context) error {
			_, got = prompt(ctx, "key-1")
			return got
		})}, func(d *dashboard, _ *host.Host) {
			d.answer(protocol.SendIOCall, answer)
			d.start("tx_1", "a")
			d.next(protocol.SendIOCall)
			d.result()
			if refused, ok := errors.AsType[*host.RefusedError](got); !ok || answer != false && refused.Message != "Transaction not found." {
				t.Errorf("prompt = %v", got)
			}
		})
	}
}

func TestTablesOfAnEndedRunStayUsable(t *testing.T) {
	var states int
	bubble(t, host.Config{Routes: action("a", func(ctx context.Context) error {
		tx, _ := txn.From(ctx)
		tx.Listen("key-1", func(protocol.IOResponse) {
			if ctx.Err() == nil {
				states++
			}
		})
		return tx.Link().Render(ctx, ioCall("key-1", protocol.DisplayTable))
	})}, func(d *dashboard, _ *host.Host) {
		d.start("tx_1", "a")
		d.next(protocol.SendIOCall)
		d.result()
		state := protocol.IOResponse{TransactionID: "tx_1", InputGroupKey: "key-1", Kind: protocol.SetState, Values: []json.RawMessage{json.RawMessage(`{}`)}}
		time.Sleep(59 * time.Minute)
		d.respond(state)
		if states != 1 {
			t.Errorf("%d states reached the table", states)
		}
		d.say(protocol.CloseTransaction, protocol.CloseTransactionRequest{TransactionID: "tx_1"})
		d.respond(state)
		if states != 1 {
			t.Error("a state reached a run that is gone")
		}
	})
}
