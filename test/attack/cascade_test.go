package attack_test

import (
	"strings"
	"testing"
)

// hung has rows of the other tenant hang on one's own depot, by a mistake of the
// application's.
var hung = map[string]string{
	"a crate that would be deleted": "UPDATE crates SET depot_id = 1 WHERE id = 101",
	"a van that would stay":         "UPDATE vans SET depot_id = 1 WHERE id = 101",
	"the row of a link":             "UPDATE depot_labels SET tenant_id = 2 WHERE depot_id = 1",
}

// Nothing of theirs goes with what is deleted, nor is left without it: not by one, by
// many, or by the database, which would. It is refused in the same words whatever it is.
func TestNothingOfTheirsGoesAlong(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		for name, hang := range hung {
			for slug, params := range map[string]map[string]any{"depots/delete": byID("1"), "depots/bulk/delete": rows("1")} {
				t.Run(name+", "+strings.ReplaceAll(slug, "/", " "), func(t *testing.T) {
					a := a.For(t)
					refill(t, a.DB)
					a.sql(hang)
					check := a.nothingWritten()
					said := walked(t, a.StartWith(slug, params), nil, nil)
					check()
					says(t, "the refusal", said)
					if !strings.Contains(said, "A record that this refers to, or that refers to this, stands in the way.") {
						t.Errorf("it says %s", said)
					}
				})
			}
		}
	})
}

// since is what happens to what went with a depot before that comes back.
var since = map[string]string{
	"the place of the depot is taken": "INSERT INTO depots (id, tenant_id, name) VALUES (1, 2, '" + canary + " depot')",
	"the place of a crate is taken":   "INSERT INTO crates (id, tenant_id, depot_id, name) VALUES (1, 2, 101, '" + canary + " crate')",
	"a van has become theirs":         "UPDATE vans SET tenant_id = 2, name = '" + canary + " van' WHERE id = 1",
	"a van is at one of theirs":       "UPDATE vans SET tenant_id = 2, depot_id = 101, name = '" + canary + " van' WHERE id = 1",
	"a link leads out of the tenant":  "UPDATE stagedoor_undo SET state = REPLACE(state, '\"tenant_id\":{\"t\":\"i\",\"x\":\"1\"}}]}]', '\"tenant_id\":{\"t\":\"i\",\"x\":\"2\"}}]}]')",
	"a crate leads out of the tenant": "UPDATE stagedoor_undo SET state = REPLACE(state, '\"tenant_id\":{\"t\":\"i\",\"x\":\"1\"}', '\"tenant_id\":{\"t\":\"i\",\"x\":\"2\"}') WHERE model = 'crates'",
}

// What went with a deleted record comes back whole or not at all, and never as the other
// tenant's or over what is theirs by now.
func TestNothingOfTheirsComesBack(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		for name, happens := range since {
			for slug, before := range map[string]func(*testing.T, attacked) map[string]any{
				"depots/undo":     did("depots/delete", byID("1"), nil),
				"depots/undo_all": ran("depots/bulk/delete", rows("1"), nil),
			} {
				t.Run(name+", "+strings.ReplaceAll(slug, "/", " "), func(t *testing.T) {
					a := a.For(t)
					refill(t, a.DB)
					whole := a.dump(1)
					params := before(t, a)
					if a.dump(1) == whole {
						t.Fatal("nothing was deleted")
					}
					kept := a.undos()
					a.sql(happens)
					if strings.Contains(name, "leads out") && a.undos() == kept {
						t.Fatalf("kept for an undo is %s", kept)
					}
					check := a.nothingWritten()
					said := walked(t, a.StartWith(slug, params), nil, nil)
					check()
					says(t, "the refusal", said)
					if strings.Contains(said, "autoactions: ") {
						t.Errorf("it says %s", said)
					}
				})
			}
		}
	})
}

// undos is all that is kept for undos.
func (a attacked) undos() string {
	a.t.Helper()
	var kept []string
	a.DB.Table("stagedoor_undo").Order("change_id").Pluck("state", &kept)
	return strings.Join(kept, "\n")
}
