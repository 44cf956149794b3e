package property_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// cells are what a row holds, as texts by column.
type cells map[string]string

// later stands for a time that the database tells after the step.
const later = "?"

// pair is a row of a join table: what its columns hold, by their names' order.
type pair [2]string

// told is what the audit says of fields, before or after; nil for nothing.
type told map[string]string

// deed is a change as the audit has to have it.
type deed struct {
	of            *plan
	key, verb, by string
	before, after told
	id            int64
	back          *taking // what its undo takes back; nil where it cannot be undone
	undone        bool
}

func (d *deed) String() string {
	return fmt.Sprintf("%s %s %s by %s: %s to %s", d.of, d.key, d.verb, d.by, d.before, d.after)
}

// String tells nothing from nothing said.
func (t told) String() string {
	if t == nil {
		return "nothing"
	}
	return fmt.Sprint(map[string]string(t))
}

// ledger is the whole database in memory: every row of every model of a world, what
// is tied with what, and the audit.
type ledger struct {
	t     *testing.T
	d     *desk.Desk
	rng   *rand.Rand
	plans []*plan
	rows  map[*plan]map[string]cells
	tied  map[string]map[pair]bool // by join table
	past  []*deed
	fresh []*deed // of the step that goes on
	said  []string
	hot   place // where something was begun last
}

// place is where a row is.
type place struct {
	of  *plan
	key string
}

func (l *ledger) fatalf(format string, args ...any) {
	l.t.Helper()
	l.t.Fatalf("%s\n%s", fmt.Sprintf(format, args...), strings.Join(l.said, "\n"))
}

func (l *ledger) tellf(format string, args ...any) {
	l.said = append(l.said, fmt.Sprintf(format, args...))
}

// inScope reports whether a row is one of somebody's, deleted or not.
func (l *ledger) inScope(who string, p *plan, key string) bool {
	r, there := l.rows[p][key]
	return there && !slices.ContainsFunc(p.columns, func(f *field) bool { return f.scopes && r[f.DBName] != scopeOf(f, who) })
}

// sees reports whether somebody sees a row.
func (l *ledger) sees(who string, p *plan, key string) bool {
	return l.inScope(who, p, key) && !l.deleted(p, key)
}

func (l *ledger) deleted(p *plan, key string) bool {
	return p.soft && l.rows[p][key]["deleted_at"] != none
}

// keys are those of all rows of a model, in order.
func (l *ledger) keys(p *plan) []string { return p.sorted(slices.Collect(maps.Keys(l.rows[p]))) }

// seen are the keys of the rows that somebody sees, in order.
func (l *ledger) seen(who string, p *plan) []string {
	return slices.DeleteFunc(l.keys(p), func(key string) bool { return !l.sees(who, p, key) })
}

// sorted orders keys as the database does.
func (p *plan) sorted(keys []string) []string {
	slices.SortFunc(keys, func(a, b string) int {
		one, two := strings.Split(a, ","), strings.Split(b, ",")
		for i, f := range p.key {
			if n := f.kind.compare(one[i], two[i]); n != 0 {
				return n
			}
		}
		return 0
	})
	return keys
}

// attempt does what comes to nothing if it returns false.
func (l *ledger) attempt(work func() bool) bool {
	rows, tied, fresh := map[*plan]map[string]cells{}, map[string]map[pair]bool{}, len(l.fresh)
	for p, of := range l.rows {
		rows[p] = maps.Clone(of) // rows themselves are replaced, never changed
	}
	for table, of := range l.tied {
		tied[table] = maps.Clone(of)
	}
	var undone []*deed
	for _, d := range l.past {
		if d.undone {
			undone = append(undone, d)
		}
	}
	if work() {
		return true
	}
	l.rows, l.tied, l.fresh = rows, tied, l.fresh[:fresh]
	for _, d := range l.past {
		d.undone = slices.Contains(undone, d)
	}
	return false
}

// put writes a row, unless the database would not have it.
func (l *ledger) put(p *plan, key string, r cells) bool {
	for _, f := range p.columns {
		for other, of := range l.rows[p] {
			if f.unique && other != key && r[f.DBName] != none && of[f.DBName] == r[f.DBName] {
				return false
			}
		}
	}
	for _, way := range p.parents {
		to := r[way.column.DBName]
		if _, there := l.rows[way.to][to]; to != none && !there && (way.to != p || to != key) {
			return false
		}
	}
	l.rows[p][key] = r
	return true
}

// with is a row with some other cells, which counts as one more state of it.
func (p *plan) with(r, changed cells) cells {
	r = maps.Clone(r)
	maps.Copy(r, changed)
	if f := p.version; f != nil {
		n, err := strconv.Atoi(r[f.DBName])
		if err != nil {
			panic(err)
		}
		r[f.DBName] = strconv.Itoa(n + 1)
	}
	if f := p.updated; f != nil {
		r[f.DBName] = later
	}
	return r
}

// shows is what the audit says of a row: of all the fields that people see.
func (p *plan) shows(r cells) told {
	said := told{}
	for _, f := range p.columns {
		if f.shown {
			said[f.DBName] = r[f.DBName]
		}
	}
	return said
}

// begins is what the audit says of a new row.
func (p *plan) begins(r cells) told {
	said := told{}
	for _, f := range p.columns {
		if f.shown && (f.creates || !f.isPart && !f.empty(r[f.DBName])) {
			said[f.DBName] = r[f.DBName]
		}
	}
	return said
}

// empty reports whether Go has nothing in a column.
func (f *field) empty(text string) bool {
	return text == none || !f.null && slices.Contains([]string{"", "0", "false"}, text) && f.kind != decimalKind
}

// changes are the columns in which two rows differ, of those that people see.
func (p *plan) changes(a, b cells) []string {
	var names []string
	for _, f := range p.columns {
		if f.shown && a[f.DBName] != b[f.DBName] {
			names = append(names, f.DBName)
		}
	}
	return names
}

// moved reports whether a row has become another state since it was shown.
func (p *plan) moved(seen, now cells) bool {
	version := p.version
	if version == nil {
		version = p.updated
	}
	return version != nil && now[version.DBName] != seen[version.DBName] || len(p.changes(seen, now)) > 0
}

// some are some cells of a row.
func some[M ~map[string]string](r M, names []string) M {
	of := M{}
	for _, name := range names {
		of[name] = r[name]
	}
	return of
}

// note adds to what the audit has to say of this step.
func (l *ledger) note(d *deed) *deed {
	l.fresh = append(l.fresh, d)
	return d
}

var keysMade atomic.Int64

// fresh is what a new row of somebody holds before they fill it in.
func (p *plan) fresh(who string) cells {
	r := cells{}
	for _, f := range p.columns {
		switch {
		case f.scopes:
			r[f.DBName] = scopeOf(f, who)
		case f.isPart && !f.creates && !f.auto:
			r[f.DBName] = fmt.Sprintf("%08d-0000-4000-8000-000000000000", keysMade.Add(1))
		case f.isPart || f.creates || f == p.version || f == p.updated || f.Name == "DeletedAt":
		default:
			r[f.DBName] = values[f.kind][0]
		}
	}
	return r
}

// ways are the join tables, each from one side.
func (l *ledger) ways() map[string]*linkWay {
	ways := map[string]*linkWay{}
	for _, p := range l.plans {
		for _, way := range p.links {
			ways[way.table] = way
		}
	}
	return ways
}

// pair is the row of the join table that ties two.
func (way *linkWay) pair(own, far string) pair {
	if way.own < way.far {
		return pair{own, far}
	}
	return pair{far, own}
}

// side is which part of a pair is a row of a model, -1 for none.
func (way *linkWay) side(p *plan) int {
	order := []string{way.own, way.far}
	slices.Sort(order)
	switch p {
	case way.from:
		return slices.Index(order, way.own)
	case way.to:
		return slices.Index(order, way.far)
	}
	return -1
}

// ties are the far keys that a row is tied with.
func (l *ledger) ties(way *linkWay, own string) []string {
	var far []string
	for at := range l.tied[way.table] {
		if at[way.side(way.from)] == own {
			far = append(far, at[way.side(way.to)])
		}
	}
	return way.to.sorted(far)
}

// titles are what tied rows are called, as the audit keeps it: with their keys where a
// Scope decides who may read it.
func (way *linkWay) titles(keys []string) string {
	names := make([]string, len(keys))
	for i, key := range keys {
		if names[i] = title(key); way.to.scoped() {
			names[i] = fmt.Sprint(map[string]any{"key": key, "name": title(key)})
		}
	}
	slices.Sort(names)
	return fmt.Sprint(names)
}
