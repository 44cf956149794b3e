package panel_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

// A decision counts for the question that it names, once, and by somebody who was
// asked: of everything else the action hears nothing.
func TestSec_C13_HostileDecisions(t *testing.T) {
	reg, got := stagedoor.NewRegistry(), &reached{}
	reg.Action("pay", stagedoor.Action{Handler: func(ctx context.Context) error {
		decided, err := io.Approve("Pay").By("money").Get(ctx)
		if err == nil {
			got.add(decided.By.ID + " " + decided.Reason)
		}
		return err
	}})
	_, web := mount(t, dbtest.Open(t), reg, func(c *stagedoor.Config) {
		c.Identify = func(r *http.Request) (stagedoor.User, error) {
			u, err := byHeader(r)
			if u.ID == "cyd" || u.ID == "dan" {
				u.Teams = []string{"money"}
			}
			return u, err
		}
	})
	ana, cyd := open(t, web, "ana"), open(t, web, "cyd")
	run, other := ana.start("pay", nil), ana.start("pay", nil)
	elsewhere := other.waits()
	run = ana.follow(run.id)
	call := run.waits()
	right := protocol.DecideRequest{RunID: run.id, CallID: call.ID, GroupKey: call.InputGroupKey, Approved: true, Reason: "right"}
	refuses := func(what string, b *browser, change func(*protocol.DecideRequest)) {
		t.Helper()
		in := right
		in.Reason = what
		change(&in)
		if refused := b.ask(protocol.CallDecide, in, nil); refused == nil || !sentence.MatchString(refused.Message) {
			t.Errorf("%s: %+v", what, refused)
		}
	}
	for what, change := range map[string]func(*protocol.DecideRequest){
		"another call's id":       func(in *protocol.DecideRequest) { in.CallID = elsewhere.ID },
		"another call":            func(in *protocol.DecideRequest) { in.CallID, in.GroupKey = elsewhere.ID, elsewhere.InputGroupKey },
		"another run":             func(in *protocol.DecideRequest) { in.RunID = other.id },
		"no call's id":            func(in *protocol.DecideRequest) { in.CallID = "" },
		"no group":                func(in *protocol.DecideRequest) { in.GroupKey = "" },
		"a run that is not there": func(in *protocol.DecideRequest) { in.RunID = "no-such-run" },
		"a reason that is a book": func(in *protocol.DecideRequest) { in.Reason = strings.Repeat("x", 1001) },
	} {
		refuses(what, cyd, change)
	}
	refuses("by whoever runs it", ana, func(*protocol.DecideRequest) {})
	refuses("by somebody who was not asked", open(t, web, "ben"), func(*protocol.DecideRequest) {})
	in := run.reply(call, `{"approved":true,"reason":"as an answer","by":{"id":"cyd"}}`)
	for who, b := range map[string]*browser{"the owner": ana, "who decides": cyd} {
		if refused := b.ask(protocol.CallAnswer, in, nil); refused == nil || !sentence.MatchString(refused.Message) {
			t.Errorf("an answer by %s: %+v", who, refused)
		}
	}
	if all := got.all(); len(all) > 0 {
		t.Fatalf("the action got %v", all)
	}
	cyd.must(protocol.CallDecide, right, nil)
	run.until("ends", func() bool { return !run.run.Status.Live() })
	cyd.must(protocol.CallDecide, right, nil) // the same once more, as after a lost connection
	refuses("replayed as a no", cyd, func(in *protocol.DecideRequest) { in.Approved = false })
	refuses("replayed by another", open(t, web, "dan"), func(*protocol.DecideRequest) {})
	refuses("replayed for the other run", cyd, func(in *protocol.DecideRequest) { in.RunID = other.id })
	in.Values = []json.RawMessage{json.RawMessage(`{"approved":false}`)}
	if refused := ana.ask(protocol.CallAnswer, in, nil); refused == nil {
		t.Error("an answer was taken after the decision")
	}
	if all := got.all(); len(all) != 1 || all[0] != "cyd right" {
		t.Errorf("the action got %v", all)
	}
}
