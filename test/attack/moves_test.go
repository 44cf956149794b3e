package attack_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// moved gives a row to the other tenant; renamed, with other values too, as the other
// tenant has changed them since.
func (a attacked) moved(r row, renamed bool) {
	a.t.Helper()
	if r.id == 0 { // the newest
		desk.Must(a.t, a.DB.Table(r.table).Select("MAX(id)").Scan(&r.id).Error)
	}
	a.sql("UPDATE "+a.DB.Statement.Quote(r.table)+" SET tenant_id = 2 WHERE id = ?", r.id)
	if !renamed {
		return
	}
	a.sql("UPDATE "+a.DB.Statement.Quote(r.table)+" SET "+r.text+" = ? WHERE id = ?", canary+" taken", r.id)
	if r.table == "orders" {
		a.sql("UPDATE orders SET refunded = cents WHERE id = ?", r.id)
	}
}

// What leaves the tenant while somebody works on it is theirs from then on: the work is
// refused, nothing is written, and nothing is said of what has become of it.
func TestWhatHasBecomeTheirsIsLeftAlone(t *testing.T) {
	eachAttacked(t, func(t *testing.T, a attacked) {
		for _, f := range some(flows) {
			for _, r := range f.rows {
				for _, renamed := range []bool{false, true} {
					for at := f.first(); f.upto == 0 || at < f.upto; at++ {
						name := fmt.Sprintf("%s, %s %d at %d renamed %v", f.name, r.table, r.id, at, renamed)
						more := false
						t.Run(name, func(t *testing.T) { more = a.For(t).leaves(f, r, at, renamed) })
						if !more {
							break
						}
					}
				}
			}
		}
	})
}

// first is the first screen at which rows may leave: what was done before has an undo,
// and before that begins they may have left already.
func (f flow) first() int {
	if f.before != nil {
		return -1
	}
	return f.from
}

// leaves goes through a flow whose row leaves before a screen is answered, or before the
// first for -1. It reports false when there is no such screen.
func (a attacked) leaves(f flow, r row, at int, renamed bool) bool {
	refill(a.t, a.DB)
	params := f.prepared(a.t, a)
	var check func()
	before := 0
	leave := func(said int) {
		a.moved(r, renamed)
		check, before = a.nothingWritten(), said
	}
	if at < 0 {
		leave(0)
	}
	run := a.StartWith(f.slug, params)
	walked(a.t, run, f.answers, func(n int, _ *stagedoortest.Screen) bool {
		if n == at && check == nil {
			leave(len(run.Calls()))
		}
		return true
	})
	if check == nil {
		return false
	}
	check()
	_, err := run.Wait()
	if err == nil && !reports(f.slug) {
		a.t.Error("the run has ended well")
	}
	says(a.t, "the run", text(a.t, run.Calls()[before:], fmt.Sprint(err), run.Logs(), run.Redirects()))
	if strings.Contains(fmt.Sprint(err), "autoactions: ") {
		a.t.Errorf("ended with an error that is not for people: %v", err)
	}
	return true
}

// nothingWritten returns a check that no row of either tenant has changed since, and
// that nothing is in the audit of it.
func (a attacked) nothingWritten() func() {
	a.t.Helper()
	own, theirs, recorded := a.untouched(1), a.untouched(2), a.recorded()
	return func() {
		a.t.Helper()
		own()
		theirs()
		if more := a.recorded() - recorded; more != 0 {
			a.t.Errorf("%d more entries in the audit", more)
		}
	}
}

// reports reports whether an action ends with a report, which says what was refused.
func reports(slug string) bool {
	_, part := split(slug)
	return strings.HasPrefix(part, "bulk/") || part == "import" || part == "undo_all"
}
