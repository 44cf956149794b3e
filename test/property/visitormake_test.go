package property_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// offered are the rows that a form offers to belong to, and to be tied with.
type offered struct {
	parents map[*parentWay][]string
	far     map[*linkWay][]string
}

func (v *visitor) offers(p *plan) offered {
	o := offered{map[*parentWay][]string{}, map[*linkWay][]string{}}
	for _, way := range p.parents {
		o.parents[way] = v.seen(v.name, way.to)
	}
	for _, way := range p.links {
		o.far[way] = v.seen(v.name, way.to)
	}
	return o
}

// pick is one of some keys, or none where there may be none. It reports false where
// there has to be one and is none.
func (v *visitor) pick(f *field, keys []string) (string, bool) {
	if f.null && v.rng.IntN(4) == 0 {
		return none, true
	}
	if len(keys) == 0 {
		return none, f.null
	}
	if slices.Contains(keys, v.hot.key) && v.rng.IntN(4) > 0 {
		return v.hot.key, true
	}
	return keys[v.rng.IntN(len(keys))], true
}

func (v *visitor) create(p *plan) {
	if !p.creates() {
		return
	}
	run := v.start(p, "create", "", nil)
	form, asks := run.Next()
	if !asks {
		_, err := run.Wait()
		v.fatalf("there is no form: %v", err)
	}
	offer := v.offers(p)
	v.open = func() { v.make(p, run, form, offer) }
}

// make fills in the form of a new row.
func (v *visitor) make(p *plan, run *stagedoortest.Run, form *stagedoortest.Screen, offer offered) {
	r, answers := p.fresh(v.name), map[string]any{}
	given := v.newKey(p)
	for _, f := range p.those(func(f *field) bool { return f.creates }) {
		way := p.parentAt(f)
		text := v.value(f)
		switch {
		case f.isPart:
			text = given[slices.Index(p.key, f)]
		case way != nil:
			var ok bool
			if text, ok = v.pick(f, offer.parents[way]); !ok {
				run.Cancel()
				_, _ = run.Wait()
				return
			}
		}
		r[f.DBName] = text
		if answers[f.label] = f.kind.answer(text); way != nil && text != none {
			answers[f.label] = title(text)
		}
	}
	ties := map[*linkWay][]string{}
	for _, way := range p.links {
		ties[way] = slices.DeleteFunc(slices.Clone(offer.far[way]), func(string) bool { return v.rng.IntN(3) > 0 })
		answers[way.name] = names(ties[way])
	}
	v.tellf("%s makes %v of %s with %v", v.name, r, p, answers)
	form.Choose("Review", desk.Filled(form, answers))
	result, err := v.through(run, "Create row", nil)
	key := "new"
	if err == nil {
		key = fmt.Sprint(result["id"])
	}
	did := v.attempt(func() bool { return v.made(p, key, r, ties) })
	if did {
		v.hot = place{p, p.keyIn(r)}
	}
	if did != (err == nil) {
		v.fatalf("the create of %v came to %v, and has to be %t", r, err, did)
	}
}

// newKey are the parts of a key that somebody gives, often one that was another row's.
func (v *visitor) newKey(p *plan) []string {
	if _, there := v.rows[p][v.hot.key]; v.hot.of == p && !there {
		return strings.Split(v.hot.key, ",")
	}
	var parts []string
	for _, f := range p.key {
		parts = append(parts, keyed(f, v.rng.IntN(6)))
	}
	return parts
}

func names(keys []string) []string {
	list := []string{}
	for _, key := range keys {
		list = append(list, title(key))
	}
	return list
}

// made is a new row. Keys that nobody gives are those that the database says.
func (v *visitor) made(p *plan, key string, r cells, ties map[*linkWay][]string) bool {
	parts := strings.Split(key, ",")
	for i, f := range p.key {
		if !f.creates {
			r[f.DBName] = parts[i]
		}
	}
	for _, f := range p.columns {
		switch {
		case f == p.version:
			r[f.DBName] = "0"
		case f == p.updated:
			r[f.DBName] = later
		case f.Name == "DeletedAt":
			r[f.DBName] = none
		}
	}
	if key = p.keyIn(r); !v.leads(p, r, cells{}) {
		return false
	}
	if _, exists := v.rows[p][key]; exists || !v.put(p, key, r) {
		return false
	}
	d := &deed{of: p, key: key, verb: "create", by: v.name, after: p.begins(r), back: &taking{of: "create", after: r}}
	for way, far := range ties {
		for _, other := range far {
			if !v.sees(v.name, way.to, other) {
				return false
			}
			v.tied[way.table][way.pair(key, other)] = true
		}
		if len(far) > 0 {
			d.after[way.key] = way.titles(far)
		}
	}
	v.note(d)
	return true
}

// leads reports whether a row belongs to such as its person sees, wherever that has
// changed.
func (v *visitor) leads(p *plan, r, before cells) bool {
	return !slices.ContainsFunc(p.parents, func(way *parentWay) bool {
		to := r[way.column.DBName]
		return to != before[way.column.DBName] && to != none && !v.sees(v.name, way.to, to)
	})
}
