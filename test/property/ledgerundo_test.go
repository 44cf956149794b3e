package property_test

import (
	"maps"
	"slices"
	"strings"
)

// undo takes a change back, if nothing of what it did has become something else.
// Whole rows may be marked as deleted meanwhile where they went with another.
func (l *ledger) undo(who string, d *deed, with bool) bool {
	if d.back == nil || d.undone {
		return false
	}
	d.undone = true
	switch d.back.of {
	case "delete":
		return l.bringBack(who, d)
	case "create":
		return l.uncreate(who, d)
	}
	return l.unedit(who, d, with)
}

// bringBack undoes a delete.
func (l *ledger) bringBack(who string, d *deed) bool {
	p := d.of
	if d.back.before == nil {
		return l.began(d) <= d.id && l.restore(who, p, d.key, "undo")
	}
	if _, there := l.rows[p][d.key]; there || !l.put(p, d.key, d.back.before) || !l.inScope(who, p, d.key) {
		return false
	}
	l.note(&deed{of: p, key: d.key, verb: "undo", by: who, after: p.begins(d.back.before)})
	for name, at := range d.back.joins {
		table, _, _ := strings.Cut(name, " ")
		way := l.ways()[table]
		for _, of := range []*plan{way.from, way.to} {
			if _, there := l.rows[of][at[way.side(of)]]; !there {
				return false
			}
		}
		l.tied[table][at] = true
	}
	return l.undoRows(who, d)
}

// undoRows takes back what went with a change, the last first.
func (l *ledger) undoRows(who string, d *deed) bool {
	for _, row := range slices.Backward(d.back.rows) {
		if !l.undo(who, row, true) {
			return false
		}
	}
	return true
}

// restore takes the mark off a row that is deleted softly.
func (l *ledger) restore(who string, p *plan, key, verb string) bool {
	if !l.inScope(who, p, key) || !l.deleted(p, key) {
		return false
	}
	l.rows[p][key] = p.with(l.rows[p][key], cells{"deleted_at": none})
	l.note(&deed{of: p, key: key, verb: verb, by: who, after: told{}})
	return true
}

// uncreate deletes a row that nobody has touched and nothing was added to.
func (l *ledger) uncreate(who string, d *deed) bool {
	p := d.of
	if !l.sees(who, p, d.key) || l.began(d) > d.id || !maps.Equal(l.rows[p][d.key], d.back.after) {
		return false
	}
	for _, way := range p.hangs {
		if !p.soft && way.onDelete != "" && len(l.hanging(way, d.key)) > 0 {
			return false
		}
	}
	gone, ok := l.remove(who, p, d.key, "undo", false, nil)
	if ok {
		gone.back = nil
	}
	return ok
}

// unedit puts back what an edit has changed.
func (l *ledger) unedit(who string, d *deed, with bool) bool {
	p := d.of
	now := l.rows[p][d.key]
	if !l.sees(who, p, d.key) && !(with && l.inScope(who, p, d.key)) || l.began(d) > d.id {
		return false
	}
	for name, text := range d.back.after {
		if now[name] != text {
			return false
		}
	}
	back := l.edited(who, p, d.key, "undo", now, now)
	if len(d.back.after) > 0 {
		then := p.with(now, d.back.before)
		if !l.leadsToSeen(who, p, d.back.before) || !l.put(p, d.key, then) {
			return false
		}
		back = l.edited(who, p, d.key, "undo", now, then)
	}
	back.back = nil
	for _, t := range d.back.ties {
		if !l.retie(who, p, d.key, tieUndo{t.way, t.removed, t.added}, back) {
			return false
		}
	}
	l.note(back)
	return true
}

// leadsToSeen reports whether all that cells lead to is there for somebody.
func (l *ledger) leadsToSeen(who string, p *plan, r cells) bool {
	return !slices.ContainsFunc(p.parents, func(way *parentWay) bool {
		to, led := r[way.column.DBName]
		return led && to != none && way.column.shown && !l.sees(who, way.to, to)
	})
}

// retie ties rows of which none is tied, and unties some of which all are. Somebody has to
// see all of them.
func (l *ledger) retie(who string, p *plan, key string, t tieUndo, d *deed) bool {
	for _, far := range slices.Concat(t.added, t.removed) {
		tied := l.tied[t.way.table][t.way.pair(key, far)]
		if tied != slices.Contains(t.removed, far) || !l.sees(who, t.way.to, far) {
			return false
		}
	}
	l.turn(key, t, d)
	return true
}

// turn ties and unties, and tells the audit.
func (l *ledger) turn(key string, t tieUndo, d *deed) {
	for _, far := range t.added {
		l.tied[t.way.table][t.way.pair(key, far)] = true
	}
	for _, far := range t.removed {
		delete(l.tied[t.way.table], t.way.pair(key, far))
	}
	d.before[t.way.key], d.after[t.way.key] = t.way.titles(t.removed), t.way.titles(t.added)
}

// began is the entry with which the history of the row begins that has a key now.
func (l *ledger) began(d *deed) int64 {
	for _, e := range slices.Backward(l.past) {
		switch {
		case e.of != d.of || e.key != d.key:
		case e.verb == "create":
			return e.id
		case e.before != nil && e.after == nil && !e.undone && !e.of.soft:
			return e.id + 1
		}
	}
	return 0
}
