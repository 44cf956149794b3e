package property_test

import (
	"maps"
	"slices"
)

// tieUndo is what a change has tied of one relation, and untied.
type tieUndo struct {
	way            *linkWay
	added, removed []string
}

// taking is what the undo of a change takes back.
type taking struct {
	of            string // create, edit or delete
	before, after cells  // of a row that is gone the whole of it
	ties          []tieUndo
	rows          []*deed         // of what went with it
	joins         map[string]pair // rows of join tables that went with it, by table and pair
}

// remove deletes a row as somebody may: where deleting marks rows, it is marked, unless
// it has to be gone. What hangs on it goes with it, or is left without it.
func (l *ledger) remove(who string, p *plan, key, verb string, gone bool, above []string) (*deed, bool) {
	r := l.rows[p][key]
	d := &deed{of: p, key: key, verb: verb, by: who, before: p.shows(r), back: &taking{of: "delete"}}
	if p.soft && !gone {
		r = maps.Clone(r)
		r["deleted_at"] = later
		l.rows[p][key] = r
		return l.note(d), true
	}
	d.back.before = r
	here := p.slug + " " + key
	if slices.Contains(above, here) {
		return nil, false // a circle
	}
	for _, way := range p.hangs {
		if way.onDelete == "" {
			continue
		}
		rows, ok := l.takeHanging(who, way, key, append(slices.Clip(above), here))
		if !ok {
			return nil, false
		}
		d.back.rows = append(d.back.rows, rows...)
	}
	l.cutTies(who, p, key, d)
	return l.note(d), l.drop(p, key)
}

// hanging are the rows that hang on another.
func (l *ledger) hanging(way *parentWay, key string) []string {
	return slices.DeleteFunc(l.keys(way.of), func(child string) bool {
		return l.rows[way.of][child][way.column.DBName] != key || way.of == way.to && child == key
	})
}

// takeHanging deletes the rows that hang on another, or leaves them without it.
func (l *ledger) takeHanging(who string, way *parentWay, key string, above []string) ([]*deed, bool) {
	hanging := l.hanging(way, key)
	for _, child := range hanging {
		if !l.inScope(who, way.of, child) {
			return nil, false
		}
	}
	var rows []*deed
	for _, child := range hanging {
		d, ok := l.release(who, way, child), true
		if way.onDelete == "CASCADE" {
			d, ok = l.remove(who, way.of, child, "delete", true, above)
		}
		if !ok {
			return nil, false
		}
		rows = append(rows, d)
	}
	return rows, true
}

// release leaves a row without what it hangs on; nil where that is not what becomes
// of it.
func (l *ledger) release(who string, way *parentWay, child string) *deed {
	if way.onDelete != "SET NULL" {
		return nil
	}
	before := l.rows[way.of][child]
	after := way.of.with(before, cells{way.column.DBName: none})
	l.rows[way.of][child] = after
	return l.note(l.edited(who, way.of, child, "edit", before, after))
}

// edited is what the audit has to say of an edit.
func (l *ledger) edited(who string, p *plan, key, verb string, before, after cells) *deed {
	names := p.changes(before, after)
	return &deed{
		of: p, key: key, verb: verb, by: who, before: told(some(before, names)), after: told(some(after, names)),
		back: &taking{of: "edit", before: some(before, names), after: some(after, names)},
	}
}

// cutTies takes a row out of the join tables of its own relations.
func (l *ledger) cutTies(who string, p *plan, key string, d *deed) {
	d.back.joins = map[string]pair{}
	for _, way := range p.links {
		var names []string
		for _, far := range l.ties(way, key) {
			if l.sees(who, way.to, far) {
				names = append(names, far)
			}
			at := way.pair(key, far)
			d.back.joins[way.table+" "+at[0]+" "+at[1]] = at
			delete(l.tied[way.table], at)
		}
		if len(names) > 0 {
			d.before[way.key] = way.titles(names)
		}
	}
}

// drop takes a row out of its table, unless something still refers to it.
func (l *ledger) drop(p *plan, key string) bool {
	for _, way := range p.hangs {
		if len(l.hanging(way, key)) > 0 {
			return false
		}
	}
	for table, way := range l.ways() {
		for at := range l.tied[table] {
			if side := way.side(p); side >= 0 && at[side] == key {
				return false
			}
		}
	}
	delete(l.rows[p], key)
	return true
}
