package property_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// many are some keys that may be there, or nil for all rows of the list.
func (p *person) many() []string {
	if p.rng.IntN(4) == 0 {
		return nil
	}
	keys := make([]string, 1+p.rng.IntN(3))
	for i := range keys {
		keys[i] = p.anyKey()
	}
	return keys
}

// meant are the rows that a run is about: those of keys that are seen as it begins, in
// the order of their keys.
func (p *person) meant(keys []string) []string {
	var seen []string
	for key := range p.rows {
		if p.sees(key) && (keys == nil || slices.Contains(keys, key)) {
			seen = append(seen, key)
		}
	}
	part := func(key string) int { n, _ := strconv.Atoi(key[strings.IndexByte(key, ',')+1:]); return n }
	slices.SortFunc(seen, func(a, b string) int { return cmp.Compare(part(a), part(b)) })
	return seen
}

// startMany begins something with rows of the list.
func (p *person) startMany(action string, keys []string) (*stagedoortest.Run, []string) {
	rows := `{"all":{}}`
	if keys != nil {
		raw, err := json.Marshal(map[string]any{"keys": keys})
		if err != nil {
			p.t.Fatal(err)
		}
		rows = string(raw)
	}
	seat := *p.d
	seat.Extra = map[string]any{"rows": rows}
	p.tellf("%s begins %s of %s", p.name, action, rows)
	return seat.StartAs(p.shape.slug+"/bulk/"+action, "", fmt.Sprint("run", p.rng.Uint64()), p.name), p.meant(keys)
}

// carriesOut confirms a run over rows, whose every row is done as each says: it
// returns what has to be recorded, or false where the row is refused or the same.
func (p *person) carriesOut(run *stagedoortest.Run, screen *stagedoortest.Screen, keys []string, each func(key string) (change, bool)) {
	p.tellf("%s confirms %v", p.name, keys)
	screen.Choose(screen.Call().ChoiceButtons[0].Label)
	result := desk.Ends(p.t, run)
	var done []change
	for _, key := range keys {
		if !p.sees(key) {
			continue
		}
		if c, ok := each(key); ok {
			done = append(done, c)
		}
	}
	if result["done"] != float64(len(done)) {
		p.fatalf("%v are done, and not %+v", result, done)
	}
	p.record(done...)
}

func (p *person) bulkEdit() {
	run, keys := p.startMany("edit", p.many())
	if len(keys) == 0 {
		p.fails(run)
		return
	}
	fields := run.Expect("Fields to change")
	var props struct{ Options []map[string]any }
	fields.Props(&props)
	label := []string{"Name", "N"}[p.rng.IntN(2)]
	at := slices.IndexFunc(props.Options, func(o map[string]any) bool { return o["label"] == label })
	fields.Answer([]any{props.Options[at]})
	set := row{Name: p.name1(), N: int64(p.rng.IntN(4))}
	run.Expect(label).Choose("Review", map[string]any{label: map[string]any{"Name": set.Name, "N": set.N}[label]})
	review := run.Expect("Changes")
	p.open = func() {
		p.carriesOut(run, review, keys, func(key string) (change, bool) {
			before := p.rows[key]
			after := before
			if label == "N" {
				after.N = set.N
			} else if after.Name = set.Name; p.taken(set.Name, key) {
				return change{}, false
			}
			return p.updated(key, before, after)
		})
	}
}

// updated is an update in the model as a part of something greater.
func (p *person) updated(key string, before, after row) (change, bool) {
	if after == before {
		return change{}, false
	}
	if p.shape.counts {
		after.Version++
	}
	p.rows[key] = after
	return p.update(key, before, after, "edit"), true
}

func (p *person) bulkVerb() {
	run, keys := p.startMany("raise", p.many())
	if len(keys) == 0 {
		p.fails(run)
		return
	}
	review := run.Expect("Rows")
	p.open = func() {
		p.carriesOut(run, review, keys, func(key string) (change, bool) {
			before := p.rows[key]
			after := before
			after.N++
			p.rows[key] = after
			return change{key: key, verb: "raise", by: p.name, before: &before, after: &after}, true
		})
	}
}

func (p *person) bulkDelete() {
	run, keys := p.startMany("delete", p.many())
	if len(keys) == 0 {
		p.fails(run)
		return
	}
	review := run.Expect("Rows")
	p.open = func() {
		p.carriesOut(run, review, keys, func(key string) (change, bool) { return p.takeOut(key), true })
	}
}
