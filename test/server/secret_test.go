package server_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/test/dbtest"
)

const canary = "canary-7f3k92"

// asksForSecret renders a text and a secret.
func asksForSecret(callID string) protocol.IOCall {
	return protocol.IOCall{ID: callID, InputGroupKey: "g1", Kind: "RENDER", ToRender: []protocol.Component{
		{MethodName: protocol.InputText, Label: "Name", Props: json.RawMessage(`{}`)},
		{MethodName: protocol.InputText, Label: "Password", IsOptional: true, Props: json.RawMessage(`{"secret":true}`)},
	}}
}

// What is typed into a secret input reaches the host, and neither the database
// nor any browser, whether the run keeps its transcript or not.
func TestSec_I02_SecretAnswersAreNotStored(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		w := newWorld(t, db)
		h, b := w.connect(routesOfTest()), w.open("ada")
		for _, slug := range []string{"refund", "kept"} {
			id := b.start(h, slug, "k-"+slug)
			h.render(id, asksForSecret("c1"))
			b.openRun(id, 0)
			answer := protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("Ada"), text(canary)},
				ValuesMeta: json.RawMessage(`{"values":{"0":["Date"],"1":[["custom","time"]]}}`)}
			b.must(protocol.CallAnswer, answer, nil)
			if r := h.response(); string(r.Values[1]) != `"`+canary+`"` {
				t.Fatalf("at the host: %s", r.Values)
			}
			b.must(protocol.CallAnswer, answer, nil) // the reply was lost: it is the same answer
			answer.Values[1] = text("another")
			if reply := b.ask(protocol.CallAnswer, answer); reply.Error == nil || reply.Error.Code != protocol.Stale {
				t.Errorf("another secret: %+v", reply)
			}
			seen := b.openRun(id, 0)
			var kept protocol.Answer
			must(t, json.Unmarshal(seen.Events[len(seen.Events)-1].Data, &kept))
			if string(kept.Values[0]) != `"Ada"` || string(kept.Values[1]) != "null" || !reflect.DeepEqual(kept.LeftOut, []int{1}) || string(kept.ValuesMeta) != `{"values":{"0":["Date"]}}` {
				t.Errorf("in the transcript: %+v", kept)
			}
			h.complete(id, `{"status":"SUCCESS","data":null}`)
			b.status(protocol.RunDone)
			for table, content := range everything(t, db) {
				if strings.Contains(content, canary) {
					t.Errorf("%s holds the secret", table)
				}
			}
		}
	})
}

// A server that was started again has the answer without its secret. To a host that
// still waits it must not look as if nothing had been typed: it is asked again.
func TestSec_I02_SecretsAreAskedForAgain(t *testing.T) {
	db := dbtest.Open(t)
	w := newWorld(t, db)
	h, b := w.connect(routesOfTest()), w.open("ada")
	id := b.start(h, "refund", "k1")
	h.render(id, asksForSecret("c1"))
	b.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("Ada"), text(canary)}}, nil)
	h.response()

	again := newWorld(t, db)
	h = again.connect(routesOfTest())
	if ok := h.render(id, asksForSecret("c1")); !ok.OK {
		t.Fatalf("the question was not taken: %+v", ok)
	}
	b = again.open("ada")
	if run := b.openRun(id, 0).Run; run.PendingID != "c1" {
		t.Fatalf("the run waits for %q", run.PendingID)
	}
	b.must(protocol.CallAnswer, protocol.AnswerRequest{RunID: id, CallID: "c1", GroupKey: "g1", Values: []json.RawMessage{text("Ada"), text("typed again")}}, nil)
	if r := h.response(); string(r.Values[1]) != `"typed again"` {
		t.Fatalf("at the host: %s", r.Values)
	}
}

// everything returns all that the panel's tables hold.
func everything(t *testing.T, db *gorm.DB) map[string]string {
	t.Helper()
	tables, err := db.Migrator().GetTables()
	must(t, err)
	out := map[string]string{}
	for _, table := range tables {
		if !strings.HasPrefix(table, "stagedoor_") {
			continue
		}
		var rows []map[string]any
		must(t, db.Table(table).Find(&rows).Error)
		for _, row := range rows {
			for _, v := range row {
				if b, ok := v.([]byte); ok {
					v = string(b)
				}
				content, err := json.Marshal(v)
				must(t, err)
				out[table] += string(content)
			}
		}
	}
	if !strings.Contains(out["stagedoor_runs"], "refund") && !strings.Contains(out["stagedoor_runs"], "kept") {
		t.Fatalf("the tables could not be read: %v", out)
	}
	return out
}
