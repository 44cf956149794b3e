package zoo

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/test/desk"
)

// newest is the newest entry of a record in the audit.
func (b *trial) newest(key string) stagedoor.RecordedChange {
	b.t.Helper()
	history, err := stagedoor.RecordHistory(b.t.Context(), b.DB, b.Slug, key, 1)
	desk.Must(b.t, err)
	if len(history) == 0 {
		b.t.Fatalf("nothing is recorded of %s", key)
	}
	return history[0]
}

// told checks the newest entry of a record: who did what, with before and after of
// each field, in the audit, in its timeline and on a page of its own. It returns what
// the timeline says of the fields.
func (b *trial) told(key, verb, who string) string {
	b.t.Helper()
	c := b.newest(key)
	if c.Verb != verb || c.By != who {
		b.t.Errorf("the audit says %s by %s, not %s by %s", c.Verb, c.By, verb, who)
	}
	switch verb {
	case "create":
		if c.Before != nil || len(c.After) == 0 {
			b.t.Errorf("created from %v to %v", c.Before, c.After)
		}
	case "delete":
		if len(c.Before) == 0 || c.After != nil {
			b.t.Errorf("deleted from %v to %v", c.Before, c.After)
		}
	case "edit", "stamp":
		b.differ(c)
	}
	if verb == "delete" && !b.Soft {
		return "" // the page is gone with it
	}
	row := b.Open(b.Slug+"/record", key).Table("Timeline").Data[0]
	if what := strings.ToUpper(verb[:1]) + verb[1:]; row.Data["What"] != what || row.Data["Who"] != who {
		b.t.Errorf("the timeline says %v", row.Data)
	}
	page := *b.Desk
	page.Extra = map[string]any{"change": fmt.Sprint(c.ID)}
	if page.Open(b.Slug+"/change", key).Layout.Title == "" {
		b.t.Error("the change has no title")
	}
	said, _ := row.Data["Fields"].(string)
	return said
}

// differ checks that a change says of the same fields what they were and what they
// became, and of no field that stayed. Of a secret it only says that it was changed.
func (b *trial) differ(c stagedoor.RecordedChange) {
	b.t.Helper()
	if len(c.After) == 0 {
		b.t.Errorf("%s from %v to %v", c.Verb, c.Before, c.After)
	}
	for field, after := range c.After {
		if before, ok := c.Before[field]; after != "(changed)" && (!ok || reflect.DeepEqual(before, after)) {
			b.t.Errorf("%s of %s from %v to %v", c.Verb, field, before, after)
		}
	}
	for field := range c.Before {
		if _, ok := c.After[field]; !ok {
			b.t.Errorf("%s of %s from %v to nothing", c.Verb, field, c.Before[field])
		}
	}
}

// undoes takes the newest change of a record back.
func (b *trial) undoes(key string) {
	b.t.Helper()
	c := b.newest(key)
	if c.UndoUntil.IsZero() {
		b.t.Fatalf("no undo is kept of %s %s", c.Verb, key)
	}
	b.says(b.beginWith("undo", map[string]any{"id": fmt.Sprint(c.ID)}))
	if again := b.newest(key); again.Verb != "undo" || again.Undoes != c.ID {
		b.t.Errorf("recorded %+v", again)
	}
}
