package property_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// person does one thing after another. What they have begun waits for its answer
// while the other one goes on.
type person struct {
	*world
	name string
	open func() // what is left to do of what they have begun; nil for nothing
}

// step begins something, or ends what was begun.
func (p *person) step() {
	if open := p.open; open != nil {
		p.open = nil
		open()
		return
	}
	verbs := []func(){p.edit, p.edit, p.edit, p.create, p.remove, p.undo, p.undo, p.bump, p.outside, p.bulkEdit, p.bulkVerb, p.bulkDelete, p.imports}
	if p.shape.soft {
		verbs = append(verbs, p.restore)
	}
	verbs[p.rng.IntN(len(verbs))]()
}

// anyKey is a row that is there, is another's, or was once.
func (p *person) anyKey() string {
	keys := slices.Sorted(maps.Keys(p.rows))
	for _, c := range p.past {
		keys = append(keys, c.key)
	}
	if len(keys) == 0 {
		return "1"
	}
	return keys[p.rng.IntN(len(keys))]
}

func (p *person) start(action, id string) *stagedoortest.Run {
	p.tellf("%s begins %s %s", p.name, action, id)
	return p.d.StartAs(p.shape.slug+"/"+action, id, fmt.Sprint("run", p.rng.Uint64()), p.name)
}

// fails ends a run that has to fail with words for people.
func (p *person) fails(run *stagedoortest.Run) {
	p.t.Helper()
	if _, asks := run.Next(); asks {
		p.fatalf("%s is asked something", p.name)
	}
	if said := desk.Fails(p.t, run); said == "" {
		p.fatalf("%s is told nothing", p.name)
	}
}

func (p *person) name1() string { return string(rune('a' + p.rng.IntN(6))) }

func (p *person) edit() {
	key := p.anyKey()
	run := p.start("edit", key)
	if !p.sees(key) {
		p.fails(run)
		return
	}
	seen := p.rows[key]
	form := run.Expect("Name")
	held := desk.Filled(form, nil)
	if got := fmt.Sprintf("%s", held["Name"]); got != fmt.Sprintf("%q", seen.Name) {
		p.fatalf("the form has %s, not %+v", got, seen)
	}
	p.open = func() { p.save(run, form, key, seen) }
}

// save answers an edit, through every question that comes of it.
func (p *person) save(run *stagedoortest.Run, form *stagedoortest.Screen, key string, seen row) {
	mine := seen
	if p.rng.IntN(3) > 0 {
		mine.Name = p.name1()
	}
	if p.rng.IntN(3) > 0 {
		mine.N = int64(p.rng.IntN(4))
	}
	p.tellf("%s saves %s over %+v as %s, %d", p.name, key, seen, mine.Name, mine.N)
	form.Choose("Review changes", map[string]any{"Name": mine.Name, "N": mine.N})
	now, there := p.rows[key]
	there = there && p.sees(key)
	final, contested := merge(seen, mine, now)
	touches := mine != seen
	kept := map[string]bool{}
	for canceled := false; !canceled; {
		s, asks := run.Next()
		if !asks {
			break
		}
		switch button := s.Call().ChoiceButtons[0].Label; {
		case strings.HasPrefix(button, "Save"):
			s.Choose(button)
		case s.Call().Title == "Both of you changed this":
			p.choose(s, kept)
		case button == "Keep editing":
			s.Choose(button)
			run.Expect("Name").Cancel()
			canceled = true
		case button == "Close" || len(s.Call().ChoiceButtons) == 1:
			s.Choose(button)
		default:
			p.fatalf("%s is asked %+v", p.name, s.Call())
		}
	}
	_, err := run.Wait()
	for field := range kept {
		if !contested[field] {
			p.fatalf("%s had to choose %s, which was not contested", p.name, field)
		}
	}
	if there && touches && len(kept) != len(contested) {
		p.fatalf("%s had to choose %v of %v", p.name, kept, contested)
	}
	if kept["Name"] {
		final.Name = now.Name
	}
	if kept["N"] {
		final.N = now.N
	}
	refused := final.Name != now.Name && p.taken(final.Name, key)
	switch {
	case !touches || there && final == now:
		if err != nil {
			p.fatalf("nothing was changed, and %v", err)
		}
	case !there || refused:
		if err == nil {
			p.fatalf("%s has saved what cannot be saved", p.name)
		}
	case err != nil:
		p.fatalf("%s could not save: %v", p.name, err)
	default:
		p.write(key, now, final, "edit")
	}
}

// merge is what comes of two changes of one row.
func merge(seen, mine, now row) (final row, contested map[string]bool) {
	final, contested = now, map[string]bool{}
	if mine.Name != seen.Name {
		final.Name = mine.Name
		if now.Name != seen.Name && now.Name != mine.Name {
			contested["Name"] = true
		}
	}
	if mine.N != seen.N {
		final.N = mine.N
		if now.N != seen.N && now.N != mine.N {
			contested["N"] = true
		}
	}
	return final, contested
}

// choose decides about contested fields. Afterwards kept has all of them, with true
// for those that are left to the other side.
func (p *person) choose(s *stagedoortest.Screen, kept map[string]bool) {
	answers := map[string]any{}
	for _, c := range s.Call().ToRender {
		if strings.HasPrefix(string(c.MethodName), "DISPLAY_") {
			continue
		}
		var props struct{ Options []struct{ Label string } }
		if err := json.Unmarshal(c.Props, &props); err != nil || len(props.Options) != 2 {
			p.fatalf("options %s", c.Props)
		}
		side := p.rng.IntN(2)
		kept[c.Label] = side == 1
		answers[c.Label] = props.Options[side].Label
	}
	s.Choose("Continue", answers)
}

// write is an update in the model.
func (p *person) write(key string, before, after row, verb string) {
	if p.shape.counts {
		after.Version++
	}
	p.rows[key] = after
	p.record(p.update(key, before, after, verb))
}

// update is what has to be recorded of one.
func (p *person) update(key string, before, after row, verb string) change {
	return change{
		key: key, verb: verb, like: "edit", by: p.name, before: &before, after: &after, undoable: verb == "edit",
		fields: map[string]bool{"Name": before.Name != after.Name, "N": before.N != after.N},
	}
}

func (p *person) create() {
	run := p.start("create", "")
	form := run.Expect("Name")
	p.open = func() {
		r := row{Tenant: own, Name: p.name1(), N: int64(p.rng.IntN(4))}
		answers := map[string]any{"Name": r.Name, "N": r.N}
		key := ""
		if p.shape.paired {
			part := p.rng.IntN(5)
			key = fmt.Sprint("p,", part)
			answers["Code"], answers["Part"] = "p", part
		}
		p.tellf("%s creates %v", p.name, answers)
		form.Choose("Review", answers)
		run.Expect("Changes").Choose("Create row")
		_, exists := p.rows[key]
		if exists || p.taken(r.Name, "") {
			run.Expect("This could not be saved").Choose("Keep editing")
			run.Expect("Name").Cancel()
			_, _ = run.Wait()
			return
		}
		key = fmt.Sprint(desk.Ends(p.t, run)["id"])
		if p.shape.counts {
			r.Version = 0
		}
		p.rows[key] = r
		p.record(change{key: key, verb: "create", by: p.name, after: &r, undoable: true})
	}
}

// asked waits for the question of a run: the other one goes on after it.
func (p *person) asked(run *stagedoortest.Run) {
	p.t.Helper()
	if _, asks := run.Next(); !asks {
		_, err := run.Wait()
		p.fatalf("%s is asked nothing: %v", p.name, err)
	}
}

// confirms says yes to everything that is asked.
func (p *person) confirms(run *stagedoortest.Run) error {
	for range 5 {
		s, asks := run.Next()
		if !asks {
			_, err := run.Wait()
			return err
		}
		s.Answer(true)
	}
	p.fatalf("%s is asked again and again", p.name)
	return nil
}

func (p *person) remove() {
	key := p.anyKey()
	run := p.start("delete", key)
	if !p.sees(key) {
		p.fails(run)
		return
	}
	p.asked(run)
	p.open = func() {
		p.tellf("%s confirms the delete of %s", p.name, key)
		err := p.confirms(run)
		if p.sees(key) != (err == nil) {
			p.fatalf("delete of %s: %v", key, err)
		}
		if err != nil {
			return
		}
		p.record(p.takeOut(key))
	}
}

// takeOut deletes a row of the model, and returns what has to be recorded of that.
func (p *person) takeOut(key string) change {
	before := p.rows[key]
	if p.shape.soft {
		after := before
		after.Deleted = true
		p.rows[key] = after
	} else {
		delete(p.rows, key)
	}
	return change{key: key, verb: "delete", by: p.name, before: &before, undoable: true}
}

func (p *person) bump() {
	key := p.anyKey()
	run := p.start("bump", key)
	if !p.sees(key) {
		p.fails(run)
		return
	}
	desk.Ends(p.t, run)
	r := p.rows[key]
	r.N++
	p.rows[key] = r
	p.record(change{key: key, verb: "bump", by: p.name})
}

// outside is the service itself, which writes to any row.
func (p *person) outside() {
	key := p.anyKey()
	r, ok := p.rows[key]
	if !ok {
		return
	}
	column := "hidden"
	value := any(p.name1())
	r.Hidden = fmt.Sprint(value)
	if p.rng.IntN(2) == 0 {
		r.Hidden = p.rows[key].Hidden
		column, r.N = "n", int64(p.rng.IntN(4))
		value = r.N
	}
	p.tellf("the service sets %s of %s to %v", column, key, value)
	row := reflect.New(reflect.TypeOf(p.shape.model).Elem()).Interface() // of its own: GORM writes into it
	db := p.shape.where(p.d.DB.Unscoped().Model(row), key)
	if err := db.UpdateColumn(column, value).Error; err != nil {
		p.t.Fatal(err)
	}
	p.rows[key] = r
}

func (p *person) restore() {
	key := p.anyKey()
	trashed := func() bool { return p.rows[key].Tenant == own && p.rows[key].Deleted }
	run := p.start("restore", key)
	if !trashed() {
		p.fails(run)
		return
	}
	p.asked(run)
	p.open = func() {
		p.tellf("%s confirms the restore of %s", p.name, key)
		err := p.confirms(run)
		if trashed() != (err == nil) {
			p.fatalf("restore of %s: %v", key, err)
		}
		if err == nil {
			p.bringBack(key, "restore")
		}
	}
}

func (p *person) bringBack(key, verb string) {
	r := p.rows[key]
	r.Deleted = false
	if p.shape.counts {
		r.Version++
	}
	p.rows[key] = r
	p.record(change{key: key, verb: verb, like: "restore", by: p.name})
}

func (p *person) undo() {
	if len(p.past) == 0 {
		return
	}
	c := p.past[p.rng.IntN(len(p.past))]
	run := p.start("undo", fmt.Sprint(c.id))
	if !p.canUndo(c) {
		p.fails(run)
		return
	}
	p.asked(run)
	p.open = func() {
		p.tellf("%s confirms the undo of %d, the %s of %s", p.name, c.id, c.verb, c.key)
		can := p.canUndo(c)
		if c.verb == "edit" && c.fields["Name"] && p.taken(c.before.Name, c.key) {
			can = false
		}
		err := p.confirms(run)
		if can != (err == nil) {
			p.fatalf("undo of %d: %v", c.id, err)
		}
		if can {
			p.undone(c)
		}
	}
}

// canUndo reports whether nothing stands in the way of undoing a change. An edit
// whose old name is taken by now is offered, and refused by the database.
func (p *person) canUndo(c *change) bool {
	now, there := p.rows[c.key]
	switch {
	case !c.undoable:
		return false
	case c.verb == "delete" && p.shape.soft:
		return there && now.Deleted
	case c.verb == "delete":
		return !there && !p.taken(c.before.Name, c.key)
	case !p.sees(c.key):
		return false
	case c.verb == "create":
		return now == *c.after
	}
	return !(c.fields["Name"] && now.Name != c.after.Name || c.fields["N"] && now.N != c.after.N)
}

func (p *person) undone(c *change) {
	c.undoable = false
	now := p.rows[c.key]
	switch {
	case c.verb == "delete" && p.shape.soft:
		p.bringBack(c.key, "undo")
	case c.verb == "delete":
		p.rows[c.key] = *c.before
		p.record(change{key: c.key, verb: "undo", like: "create", by: p.name, after: c.before})
	case c.verb == "create" && p.shape.soft:
		p.record(change{key: c.key, verb: "undo", like: "delete", by: p.name, before: new(now)})
		now.Deleted = true
		p.rows[c.key] = now
	case c.verb == "create":
		delete(p.rows, c.key)
		p.record(change{key: c.key, verb: "undo", like: "delete", by: p.name, before: &now})
	default:
		after := now
		if c.fields["Name"] {
			after.Name = c.before.Name
		}
		if c.fields["N"] {
			after.N = c.before.N
		}
		p.write(c.key, now, after, "undo")
	}
}
