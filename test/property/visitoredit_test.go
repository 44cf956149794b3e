package property_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// editing is somebody's edit of a row.
type editing struct {
	*visitor
	p          *plan
	key        string
	seen, mine cells
	seenTies   map[*linkWay][]string
	ties       []tieUndo // what they tie and untie
}

func (v *visitor) edit(p *plan) {
	if !p.edits() {
		return
	}
	key := v.anyKey(p)
	run := v.start(p, "edit", key, nil)
	if !v.asked(run, v.sees(v.name, p, key), func() bool { return v.sees(v.name, p, key) }) {
		return
	}
	form, _ := run.Next()
	e := &editing{visitor: v, p: p, key: key, seen: v.rows[p][key], seenTies: map[*linkWay][]string{}}
	for _, way := range p.links {
		e.seenTies[way] = slices.DeleteFunc(v.ties(way, key), func(far string) bool { return !v.sees(v.name, way.to, far) })
	}
	offer := v.offers(p)
	v.open = func() { e.save(run, form, offer) }
}

// wish changes some of what the form holds, and returns the answers that say so.
func (e *editing) wish(offer offered) map[string]any {
	answers := map[string]any{}
	e.mine = maps.Clone(e.seen)
	for _, f := range e.p.those(func(f *field) bool { return f.edits }) {
		way := e.p.parentAt(f)
		if e.rng.IntN(3) == 0 {
			if way == nil {
				e.mine[f.DBName] = e.value(f)
			} else if text, ok := e.pick(f, offer.parents[way]); ok {
				e.mine[f.DBName] = text
			}
		}
		text := e.mine[f.DBName]
		switch {
		case text == e.seen[f.DBName]: // the form holds it
		case way == nil || text == none:
			answers[f.label] = f.kind.answer(text)
		default:
			answers[f.label] = title(text)
		}
	}
	for _, way := range e.p.links {
		t := tieUndo{way: way}
		var chosen []string
		for _, far := range offer.far[way] {
			tied := slices.Contains(e.seenTies[way], far)
			turns := e.rng.IntN(5) == 0
			switch {
			case tied && turns:
				t.removed = append(t.removed, far)
			case turns:
				t.added = append(t.added, far)
			}
			if tied != turns {
				chosen = append(chosen, far)
			}
		}
		answers[way.name] = names(chosen)
		if len(t.added)+len(t.removed) > 0 {
			e.ties = append(e.ties, t)
		}
	}
	return answers
}

// save answers an edit, through every question that comes of it.
func (e *editing) save(run *stagedoortest.Run, form *stagedoortest.Screen, offer offered) {
	answers := e.wish(offer)
	e.tellf("%s saves %s %s over %v: %v", e.name, e.p, e.key, e.seen, answers)
	form.Choose("Review changes", desk.Filled(form, answers))
	now, there := e.rows[e.p][e.key], e.sees(e.name, e.p, e.key)
	kept := map[string]bool{} // contested fields, true for those that are left to the other side
	_, err := e.through(run, "Save", func(s *stagedoortest.Screen) { e.choose(s, kept) })
	final, contested := e.merge(now, kept)
	touches := !maps.Equal(e.mine, e.seen) || len(e.ties) > 0
	if there && touches && !maps.EqualFunc(kept, contested, func(bool, bool) bool { return true }) {
		e.fatalf("%s had to choose %v of %v", e.name, kept, contested)
	}
	did := !touches
	if touches && there {
		if e.p.moved(e.seen, now) {
			e.rebaseTies()
		}
		did = e.attempt(func() bool { return e.write(now, final) })
	}
	if did != (err == nil) {
		e.fatalf("the edit of %s %s came to %v, and has to be %t", e.p, e.key, err, did)
	}
}

// merge is what comes of two changes of one row.
func (e *editing) merge(now cells, kept map[string]bool) (final cells, contested map[string]bool) {
	final, contested = maps.Clone(now), map[string]bool{}
	for _, f := range e.p.columns {
		name := f.DBName
		if e.mine[name] == e.seen[name] || now == nil {
			continue
		}
		if now[name] != e.seen[name] && now[name] != e.mine[name] {
			contested[f.label] = true
		}
		if !kept[f.label] {
			final[name] = e.mine[name]
		}
	}
	return final, contested
}

// rebaseTies takes what is left to do of the ties as they are now.
func (e *editing) rebaseTies() {
	var left []tieUndo
	for _, t := range e.ties {
		tied := func(far string) bool {
			return e.tied[t.way.table][t.way.pair(e.key, far)] && e.sees(e.name, t.way.to, far)
		}
		t.added = slices.DeleteFunc(t.added, tied)
		t.removed = slices.DeleteFunc(t.removed, func(far string) bool { return !tied(far) })
		if len(t.added)+len(t.removed) > 0 {
			left = append(left, t)
		}
	}
	e.ties = left
}

// write is the edit.
func (e *editing) write(now, final cells) bool {
	after := now
	if !maps.Equal(now, final) {
		after = e.p.with(now, final)
		if f := e.p.version; f != nil {
			after = e.p.with(now, some(final, e.p.changes(now, final)))
		}
	}
	if len(e.ties) == 0 && maps.Equal(now, after) {
		return true // nothing is left to write
	}
	if !e.leads(e.p, after, now) || !e.put(e.p, e.key, after) {
		return false
	}
	d := e.edited(e.name, e.p, e.key, "edit", now, after)
	d.back.ties = e.ties
	for _, t := range e.ties {
		if !e.tieable(e.key, t) {
			return false
		}
		e.turn(e.key, t, d)
	}
	e.note(d)
	return true
}

// tieable reports whether somebody may tie and untie these: what they tie they have to
// see, and what they untie to have seen, if it is tied still.
func (v *visitor) tieable(key string, t tieUndo) bool {
	for _, far := range t.added {
		if !v.sees(v.name, t.way.to, far) {
			return false
		}
	}
	for _, far := range t.removed {
		if v.tied[t.way.table][t.way.pair(key, far)] && !v.inScope(v.name, t.way.to, far) {
			return false
		}
	}
	return true
}

// choose decides about contested fields.
func (e *editing) choose(s *stagedoortest.Screen, kept map[string]bool) {
	answers := map[string]any{}
	for _, c := range s.Call().ToRender {
		if strings.HasPrefix(string(c.MethodName), "DISPLAY_") {
			continue
		}
		var props struct{ Options []struct{ Label string } }
		desk.Must(e.t, json.Unmarshal(c.Props, &props))
		side := e.rng.IntN(2)
		kept[c.Label] = side == 1
		answers[c.Label] = props.Options[side].Label
	}
	s.Choose("Continue", answers)
}

// tieOn ties a row with another on its page.
func (v *visitor) tieOn(p *plan) {
	if len(p.links) == 0 || !p.edits() {
		return
	}
	way, key := p.links[v.rng.IntN(len(p.links))], v.anyKey(p)
	run := v.start(p, "add_"+way.key, key, nil)
	if !v.asked(run, v.sees(v.name, p, key), func() bool { return v.sees(v.name, p, key) }) {
		return
	}
	rows, _ := run.Next()
	free := slices.DeleteFunc(v.seen(v.name, way.to), func(far string) bool { return v.tied[way.table][way.pair(key, far)] })
	if len(free) == 0 {
		run.Cancel()
		_, _ = run.Wait()
		return
	}
	far := free[v.rng.IntN(len(free))]
	rows.Answer([]string{far})
	v.hot = place{way.to, far}
	v.relink(p, key, run, tieUndo{way: way, added: []string{far}})
}

// tieOff unties a row from another on its page.
func (v *visitor) tieOff(p *plan) {
	if len(p.links) == 0 || !p.edits() {
		return
	}
	way, key := p.links[v.rng.IntN(len(p.links))], v.anyKey(p)
	far := v.anyKey(way.to)
	run := v.start(p, "remove_"+way.key, key, map[string]any{"other": far})
	theirs := v.sees(v.name, p, key) && v.sees(v.name, way.to, far)
	v.hot = place{way.to, far}
	if v.asked(run, theirs, func() bool { return theirs }) {
		v.relink(p, key, run, tieUndo{way: way, removed: []string{far}})
	}
}

func (v *visitor) relink(p *plan, key string, run *stagedoortest.Run, t tieUndo) {
	v.asked(run, true, func() bool { return true })
	v.open = func() {
		v.confirms(run, fmt.Sprint(p, " ", key, " ties ", t.added, " and unties ", t.removed), func() bool {
			if !v.sees(v.name, p, key) || !v.tieable(key, t) {
				return false
			}
			d := &deed{of: p, key: key, verb: "edit", by: v.name, before: told{}, after: told{}, back: &taking{of: "edit", ties: []tieUndo{t}}}
			v.turn(key, t, d)
			v.note(d)
			return true
		})
	}
}
