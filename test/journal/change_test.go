package journal_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/internal/journal"
)

func TestSec_E06_ChangesCommitWithTheirTransaction(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		change := journal.Change{
			RunID: "run", PersonID: "ada", Model: "charges", Key: "7", Verb: "edit",
			Before: json.RawMessage(`{"status":"paid"}`), After: json.RawMessage(`{"status":"refunded 🎭"}`),
		}
		record := func(result error) error {
			return db.Transaction(func(tx *gorm.DB) error {
				if err := journal.RecordChange(t.Context(), tx, change, nil); err != nil {
					return err
				}
				return result
			})
		}
		if err := record(errStep); !errors.Is(err, errStep) {
			t.Fatal(err)
		}
		if got, err := journal.Changes(t.Context(), db, "charges", "7", journal.Span{Limit: 10}); err != nil || len(got) != 0 {
			t.Errorf("after a rollback: %v, %v", got, err)
		}
		before := time.Now().Add(-time.Microsecond)
		must(t, record(nil))
		got, err := journal.Changes(t.Context(), db, "charges", "7", journal.Span{Limit: 10})
		must(t, err)
		if len(got) != 1 {
			t.Fatalf("changes = %+v", got)
		}
		if got[0].ID == 0 || got[0].Time.Before(before) || got[0].Time.After(time.Now()) {
			t.Errorf("id %d, time %v", got[0].ID, got[0].Time)
		}
		got[0].ID, got[0].Time = 0, time.Time{}
		if !reflect.DeepEqual(got[0], change) {
			t.Errorf("change = %+v\nwant     %+v", got[0], change)
		}
	})
}

func TestChangesOfARecordNewestFirst(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		must(t, db.Transaction(func(tx *gorm.DB) error {
			for i := range 4 {
				for _, key := range []string{"7", "07", "7 "} {
					c := journal.Change{Model: "charges", Key: key, Verb: fmt.Sprint("edit", i)}
					must(t, journal.RecordChange(t.Context(), tx, c, nil))
				}
			}
			return nil
		}))
		got, err := journal.Changes(t.Context(), db, "charges", "7", journal.Span{Limit: 3})
		must(t, err)
		verbs := ""
		for _, c := range got {
			verbs += c.Verb + c.Key + " "
			if c.Before != nil || c.After != nil {
				t.Errorf("a change without values has %s, %s", c.Before, c.After)
			}
		}
		if verbs != "edit37 edit27 edit17 " {
			t.Errorf("changes = %s", verbs)
		}
	})
}

func TestRecordChangeRefuses(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		good := journal.Change{Model: "charges", Key: "7", Verb: "edit"}
		if err := journal.RecordChange(t.Context(), db, good, nil); !errors.Is(err, journal.ErrNoTransaction) {
			t.Errorf("outside a database transaction: %v", err)
		}
		must(t, db.Transaction(func(tx *gorm.DB) error {
			for name, spoil := range map[string]func(*journal.Change){
				"no model":        func(c *journal.Change) { c.Model = "" },
				"no key":          func(c *journal.Change) { c.Key = "" },
				"no verb":         func(c *journal.Change) { c.Verb = "" },
				"before not JSON": func(c *journal.Change) { c.Before = json.RawMessage("{") },
				"after not JSON":  func(c *journal.Change) { c.After = json.RawMessage("x") },
				"bad run":         func(c *journal.Change) { c.RunID = "\x00" },
				"bad person":      func(c *journal.Change) { c.PersonID = "\xff" },
			} {
				c := good
				spoil(&c)
				if err := journal.RecordChange(t.Context(), tx, c, nil); err == nil {
					t.Errorf("%s: no error", name)
				}
			}
			return nil
		}))
	})
}

func TestCheckWantsTheTables(t *testing.T) {
	eachJournal(t, func(t *testing.T, db *gorm.DB) {
		must(t, journal.Check(t.Context(), db))
		must(t, db.Exec("DELETE FROM stagedoor_migrations").Error)
		if journal.Check(t.Context(), db) == nil {
			t.Error("Check found nothing missing")
		}
	})
}
