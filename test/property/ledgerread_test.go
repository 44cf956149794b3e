package property_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/test/desk"
)

// read is every row of a model that the database has.
func (l *ledger) read(p *plan) map[string]cells {
	found, err := p.find(l.d.DB)
	desk.Must(l.t, err)
	rows := map[string]cells{}
	for i := range found.Len() {
		r := cells{}
		for _, f := range p.columns {
			v, _ := f.ValueOf(context.Background(), found.Index(i))
			r[f.DBName] = f.kind.text(v)
		}
		rows[p.keyIn(r)] = r
	}
	return rows
}

// readTied is every row of a join table.
func (l *ledger) readTied(way *linkWay) map[pair]bool {
	var found []map[string]any
	desk.Must(l.t, l.d.DB.Table(way.table).Find(&found).Error)
	tied := map[pair]bool{}
	for _, r := range found {
		tied[way.pair(fmt.Sprint(r[way.own]), fmt.Sprint(r[way.far]))] = true
	}
	return tied
}

// settle compares the database and the audit with what they have to hold, and learns
// the times of this step.
func (l *ledger) settle() {
	l.t.Helper()
	for _, p := range l.plans {
		got := l.read(p)
		for key, r := range l.rows[p] {
			for _, name := range []string{"updated_at", "deleted_at"} {
				if now := got[key][name]; r[name] == later && now != none {
					r = maps.Clone(r)
					r[name] = now
					l.rows[p][key] = r
				}
			}
		}
		if !maps.EqualFunc(got, l.rows[p], maps.Equal) {
			l.fatalf("%s are %s", p, difference(got, l.rows[p]))
		}
	}
	for table, way := range l.ways() {
		if got := l.readTied(way); !maps.Equal(got, l.tied[table]) {
			l.fatalf("%s has %v and not %v", table, got, l.tied[table])
		}
	}
	for _, d := range l.fresh {
		again := func(e *deed) bool { return e != d && e.of == d.of && e.key == d.key }
		if d.back != nil && d.back.of == "create" && !slices.ContainsFunc(l.fresh, again) {
			d.back.after = l.rows[d.of][d.key]
		}
	}
	l.audit()
}

func difference(got, want map[string]cells) string {
	said := ""
	for key, r := range got {
		if !maps.Equal(r, want[key]) {
			said += fmt.Sprintf("\n%s: %v", key, r)
		}
	}
	said += "\nand not"
	for key, r := range want {
		if !maps.Equal(r, got[key]) {
			said += fmt.Sprintf("\n%s: %v", key, r)
		}
	}
	return said
}

// audit finds the entries of this step.
func (l *ledger) audit() {
	l.t.Helper()
	var entries []struct {
		ID                                 int64
		Model, RecordKey, Verb, PersonName string
		BeforeJSON, AfterJSON              string
	}
	last := int64(0)
	if len(l.past) > 0 {
		last = l.past[len(l.past)-1].id
	}
	desk.Must(l.t, l.d.DB.Table("stagedoor_changes").Where("id > ?", last).Order("id").Find(&entries).Error)
	var recorded []*deed
	var got []string
	for _, e := range entries {
		of := l.plans[slices.IndexFunc(l.plans, func(p *plan) bool { return p.slug == e.Model })]
		d := &deed{of: of, key: e.RecordKey, verb: e.Verb, by: e.PersonName, before: l.tells(of, e.BeforeJSON), after: l.tells(of, e.AfterJSON)}
		got = append(got, d.String())
		if i := slices.IndexFunc(l.fresh, func(f *deed) bool { return f.id == 0 && f.String() == d.String() }); i >= 0 {
			l.fresh[i].id = e.ID
			recorded = append(recorded, l.fresh[i])
		}
	}
	if len(recorded) != len(l.fresh) || len(got) != len(l.fresh) {
		l.fatalf("the audit says of this step\n%s\nand not\n%v", strings.Join(got, "\n"), l.fresh)
	}
	l.past, l.fresh = append(l.past, recorded...), nil
}

// tells reads what the audit says of fields.
func (l *ledger) tells(p *plan, text string) told {
	if text == "" {
		return nil
	}
	var said map[string]any
	desk.Must(l.t, json.Unmarshal([]byte(text), &said))
	of := told{}
	for name, v := range said {
		if list, is := v.([]any); is {
			var names []string
			for _, each := range list {
				names = append(names, fmt.Sprint(each))
			}
			slices.Sort(names)
			of[name] = fmt.Sprint(names)
			continue
		}
		if f := p.schema.LookUpField(name); f != nil {
			of[name] = p.column(name).kind.text(v)
			continue
		}
		of[name] = fmt.Sprint(v)
	}
	return of
}
