package store_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/store"
)

// askOthers opens a question for somebody else than the owner.
func askOthers(t *testing.T, s *store.Store, runID, callID, asked string) {
	t.Helper()
	_, err := s.SetPending(t.Context(), runID, store.Question{
		CallID: callID, GroupKey: "g", Label: "Refund", Data: json.RawMessage("1"), Asked: json.RawMessage(asked),
	})
	must(t, err)
}

func approvals(t *testing.T, s *store.Store) (ids []string) {
	t.Helper()
	found, err := s.Approvals(t.Context())
	must(t, err)
	for _, run := range found {
		ids = append(ids, run.ID)
		if whole := get(t, s, run.ID); string(whole.Asked) != string(run.Asked) || len(run.Asked) == 0 {
			t.Errorf("Get has Asked %s, Approvals %s", whole.Asked, run.Asked)
		}
	}
	return ids
}

// A question for others is listed as long as it is the one that is open.
func TestApprovals(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, c *clock) {
		first, second := begin(t, s, newRun()), begin(t, s, newRun())
		ask(t, s, first.ID, "c0")
		if got := approvals(t, s); len(got) != 0 {
			t.Fatalf("a question for the owner is listed: %v", got)
		}
		askOthers(t, s, first.ID, "c1", `{"teams":["a \u0000 b"]}`)
		c.advance(time.Second)
		askOthers(t, s, second.ID, "c1", `{}`)
		if got := approvals(t, s); !slices.Equal(got, []string{second.ID, first.ID}) {
			t.Errorf("listed: %v", got)
		}
		if got := get(t, s, first.ID); string(got.Asked) != `{"teams":["a \u0000 b"]}` || !got.ChangedAt.Before(c.now()) {
			t.Errorf("run = %+v", got)
		}
		live, err := s.Live(t.Context(), "ada")
		must(t, err)
		for _, run := range live {
			if len(run.Asked) == 0 {
				t.Errorf("Live has no Asked for %s", run.ID)
			}
		}
		askOthers(t, s, second.ID, "c2", `{"roles":["lead"]}`) // asked once more
		if got := get(t, s, second.ID); string(got.Asked) != `{"roles":["lead"]}` {
			t.Errorf("asked again: %s", got.Asked)
		}

		ask(t, s, first.ID, "c3") // the owner is asked something else
		_, err = s.Answer(t.Context(), store.Answer{
			RunID: second.ID, CallID: "c2", GroupKey: "g", By: "ben", Data: json.RawMessage("1"), Verb: "run.approve", Detail: "well",
		})
		must(t, err)
		if got := approvals(t, s); len(got) != 0 || len(get(t, s, first.ID).Asked)+len(get(t, s, second.ID).Asked) != 0 {
			t.Errorf("closed questions are listed: %v", got)
		}
		entries, err := s.Audit(t.Context(), second.ID, 1)
		must(t, err)
		if e := entries[0]; e.Verb != "run.approve" || e.PersonID != "ben" || e.Detail != "well" {
			t.Errorf("audit: %+v", e)
		}
	})
}

func TestApprovalsOfEndedRunsAreDropped(t *testing.T) {
	eachStoreDB(t, func(t *testing.T, db *gorm.DB, s *store.Store) {
		ended, waits := begin(t, s, newRun()), begin(t, s, newRun())
		askOthers(t, s, ended.ID, "c1", `{}`)
		askOthers(t, s, waits.ID, "c1", `{}`)
		finish(t, s, ended.ID)
		if got := approvals(t, s); !slices.Equal(got, []string{waits.ID}) {
			t.Errorf("listed: %v", got)
		}
		_, err := s.DropExpired(t.Context())
		must(t, err)
		var left []string
		must(t, db.Table("stagedoor_approvals").Pluck("run_id", &left).Error)
		if !slices.Equal(left, []string{waits.ID}) {
			t.Errorf("left: %v, want %v", left, waits.ID)
		}
	})
}

func TestWhoIsAskedHasToBeJSON(t *testing.T) {
	eachStore(t, func(t *testing.T, s *store.Store, _ *clock) {
		run := begin(t, s, newRun())
		_, err := s.SetPending(t.Context(), run.ID, store.Question{
			CallID: "c", GroupKey: "g", Data: json.RawMessage("1"), Asked: json.RawMessage("{"),
		})
		if err == nil {
			t.Error("no error")
		}
		if got := get(t, s, run.ID); got.PendingID != "" {
			t.Errorf("the question is open: %+v", got)
		}
	})
}
