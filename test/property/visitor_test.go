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

// visitor does one thing after another with the rows of a world. What they have begun
// waits for its answer while the other one goes on.
type visitor struct {
	*ledger
	name string
	open func() // what is left to do of what they have begun; nil for nothing
}

// step begins something, or ends what was begun: it reports whether anything may have
// been written. What writes as it begins is noticed in the end.
func (v *visitor) step() bool {
	if open := v.open; open != nil {
		v.open = nil
		open()
		return true
	}
	p := v.plans[v.rng.IntN(len(v.plans))]
	if v.hot.of != nil && v.rng.IntN(5) < 2 {
		p = v.hot.of
	}
	steps := []func(*plan){
		v.edit, v.edit, v.edit, v.create, v.remove, v.remove, v.undo, v.undo, v.list, v.list, v.look, v.meddle, v.meddle,
		v.bulkEdit, v.bulkDelete, v.bring, v.tieOn, v.tieOff,
	}
	if p.soft {
		steps = append(steps, v.restored)
	}
	steps[v.rng.IntN(len(steps))](p)
	return false
}

// anyKey is a row that is there, is another's, or was once; often the one that somebody
// has begun something with last.
func (v *visitor) anyKey(p *plan) string {
	if v.hot.of == p && v.rng.IntN(2) == 0 {
		return v.hot.key
	}
	keys := v.keys(p)
	for _, d := range v.past {
		if d.of == p {
			keys = append(keys, d.key)
		}
	}
	if len(keys) == 0 {
		return strings.Repeat("1,", len(p.key)-1) + "1"
	}
	return keys[v.rng.IntN(len(keys))]
}

func (v *visitor) start(p *plan, action, id string, more map[string]any) *stagedoortest.Run {
	v.tellf("%s begins %s/%s %s %v", v.name, p, action, id, more)
	if id != "" && action != "undo" {
		v.hot = place{p, id}
	}
	seat := *v.d
	seat.Extra = more
	return seat.StartAs(p.slug+"/"+action, id, fmt.Sprint("run", v.rng.Uint64()), v.name)
}

// would reports whether something can be done now.
func (v *visitor) would(work func() bool) bool {
	can := false
	v.attempt(func() bool {
		can = work()
		return false
	})
	return can
}

// asked reports whether a run has a question. One that has none has to be about what
// cannot be done; one about rows of others must not have any.
func (v *visitor) asked(run *stagedoortest.Run, theirs bool, work func() bool) bool {
	v.t.Helper()
	_, asks := run.Next()
	switch {
	case !asks && v.would(work):
		_, err := run.Wait()
		v.fatalf("%s is asked nothing: %v", v.name, err)
	case !asks:
		if said := desk.Fails(v.t, run); said == "" {
			v.fatalf("%s is told nothing", v.name)
		}
	case !theirs:
		v.fatalf("%s is asked about what is not theirs to know", v.name)
	}
	return asks
}

// confirms says yes to everything that is asked, and compares what comes of it. It returns
// how often it was asked.
func (v *visitor) confirms(run *stagedoortest.Run, what string, work func() bool) (times int) {
	v.t.Helper()
	v.tellf("%s confirms %s", v.name, what)
	for ; times < 6; times++ {
		s, asks := run.Next()
		if !asks {
			break
		}
		if buttons := s.Call().ChoiceButtons; len(buttons) == 1 {
			s.Choose(buttons[0].Label)
		} else {
			s.Answer(true)
		}
	}
	_, err := run.Wait()
	if did := v.attempt(work); did != (err == nil) {
		v.fatalf("%s: %v, and it has to be %t", what, err, did)
	}
	return times
}

func (v *visitor) remove(p *plan) {
	key := v.anyKey(p)
	work := func() bool {
		if !v.sees(v.name, p, key) {
			return false
		}
		_, ok := v.ledger.remove(v.name, p, key, "delete", false, nil)
		return ok
	}
	seen := v.rows[p][key]
	run := v.start(p, "delete", key, nil)
	if v.asked(run, v.sees(v.name, p, key), work) {
		v.open = func() { v.removed(p, key, seen, run, work) }
	}
}

// removed confirms a delete: of a row that has become another state since it was shown
// that is asked once more.
func (v *visitor) removed(p *plan, key string, seen cells, run *stagedoortest.Run, work func() bool) {
	again := v.sees(v.name, p, key) && p.moved(seen, v.rows[p][key])
	times := v.confirms(run, fmt.Sprint("the delete of ", p, " ", key), work)
	if again && times < 2 {
		v.fatalf("the delete of %s %s was not asked for again, and it has been %v before", p, key, seen)
	}
}

func (v *visitor) restored(p *plan) {
	key := v.anyKey(p)
	work := func() bool { return v.restore(v.name, p, key, "restore") }
	run := v.start(p, "restore", key, nil)
	if v.asked(run, v.inScope(v.name, p, key), work) {
		v.open = func() { v.confirms(run, fmt.Sprint("the restore of ", p, " ", key), work) }
	}
}

func (v *visitor) undo(*plan) {
	if len(v.past) == 0 {
		return
	}
	d := v.past[v.rng.IntN(len(v.past))]
	created := func(d *deed) bool { return d.verb == "create" && d.of == v.hot.of && d.key == v.hot.key }
	switch at := slices.IndexFunc(v.past, created); {
	case v.rng.IntN(3) == 0:
		d = v.past[len(v.past)-1]
	case at >= 0 && v.rng.IntN(2) == 0:
		d = v.past[at]
	}
	v.hot = place{d.of, d.key}
	work := func() bool { return v.ledger.undo(v.name, d, false) }
	_, there := v.rows[d.of][d.key]
	run := v.start(d.of, "undo", fmt.Sprint(d.id), nil)
	if v.asked(run, !there || v.inScope(v.name, d.of, d.key), work) {
		v.open = func() { v.confirms(run, fmt.Sprint("the undo of ", d), work) }
	}
}

// meddle is the service itself, which writes to any row, and may give it to others.
func (v *visitor) meddle(p *plan) {
	key := v.anyKey(p)
	r, there := v.rows[p][key]
	if !there {
		return
	}
	free := p.those(func(f *field) bool {
		fixed := f.isPart || f.unique || f == p.version || f == p.updated || f.Name == "DeletedAt"
		return !fixed && p.parentAt(f) == nil
	})
	if len(free) == 0 {
		return
	}
	f := free[v.rng.IntN(len(free))]
	text := v.value(f)
	if f.scopes {
		text = scopeOf(f, []string{"Ada", "Ben", "Cem"}[v.rng.IntN(3)])
	}
	v.tellf("the service sets %s of %s %s to %s", f.Name, p, key, text)
	q := v.d.DB.Table(p.slug)
	for _, of := range p.key {
		q = q.Where(of.DBName+" = ?", of.kind.stored(r[of.DBName]))
	}
	desk.Must(v.t, q.UpdateColumn(f.DBName, f.kind.stored(text)).Error)
	r = maps.Clone(r)
	r[f.DBName] = text
	v.rows[p][key] = r
}

// creates reports whether people can make rows of a model, edits whether they can
// change them.
func (p *plan) creates() bool {
	return slices.ContainsFunc(p.columns, func(f *field) bool { return f.creates })
}
func (p *plan) edits() bool {
	return slices.ContainsFunc(p.columns, func(f *field) bool { return f.edits })
}

// through goes on with a run to its end: yes is what begins the button that writes. What
// cannot be written is left.
func (v *visitor) through(run *stagedoortest.Run, yes string, choose func(*stagedoortest.Screen)) (map[string]any, error) {
	v.t.Helper()
	for left := false; !left; {
		s, asks := run.Next()
		if !asks {
			break
		}
		buttons := s.Call().ChoiceButtons
		switch {
		case len(buttons) > 0 && strings.HasPrefix(buttons[0].Label, yes):
			s.Choose(buttons[0].Label)
		case s.Call().Title == "Both of you changed this" && choose != nil:
			choose(s)
		case len(buttons) == 1 && buttons[0].Label == "Close":
			s.Choose("Close")
		default:
			v.tellf("%s leaves %q", v.name, said(s))
			left = true
			run.Cancel()
		}
	}
	data, err := run.Wait()
	result := map[string]any{}
	if err == nil && data != nil {
		desk.Must(v.t, json.Unmarshal(data, &result))
	}
	return result, err
}

// said is what a screen says.
func said(s *stagedoortest.Screen) []string {
	texts := []string{s.Call().Title, s.Call().ValidationErrorMessage}
	for _, c := range s.Call().ToRender {
		texts = append(texts, c.Label+" "+c.ValidationErrorMessage)
	}
	return texts
}
