package property_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor/protocol"
	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/dbtest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// Two people really work at the same moment, in goroutines of their own. What each of
// them meets is up to chance; but the audit has to be a history that could have
// happened one after another: each entry begins where the one before it has left the
// row, the last one is what the database holds, every run that succeeded has left its
// entry, and none that failed has.
func TestTwoPeopleAtTheSameMoment(t *testing.T) {
	const afternoons, works = 4, 20
	dbtest.Each(t, func(t *testing.T, db *gorm.DB) {
		for _, s := range shapes {
			t.Run(s.slug, func(t *testing.T) {
				desk.Must(t, db.AutoMigrate(s.model))
				d := desk.New(t, db)
				s.register(d)
				for seed := range uint64(afternoons) {
					crowd(t, d, s, seed, works)
				}
			})
		}
	})
}

// crowd lets two people work and then judges what they have left.
func crowd(t *testing.T, d *desk.Desk, s shape, seed uint64, works int) {
	w := &world{t: t, d: d, shape: s, rows: map[string]row{}}
	w.empty()
	w.fill()
	before := maps.Clone(w.rows)
	var wait sync.WaitGroup
	ends := make([][]ended, 2)
	for i, name := range []string{"Ada", "Ben"} {
		wait.Go(func() {
			c := &worker{d: d.For(t), shape: s, name: name, keys: slices.Sorted(maps.Keys(before)), rng: rand.New(rand.NewPCG(seed, uint64(i)))}
			for range works {
				ends[i] = append(ends[i], c.work())
			}
		})
	}
	wait.Wait()
	j := judge{world: w, now: map[string]map[string]any{}}
	j.history(slices.Concat(ends...))
}

// ended is a run that is over.
type ended struct {
	run, said string
	wrote     bool // it says that it has changed something
	err       error
	saw       map[string]string // what an edit has shown of each field last
}

// worker is somebody who does one thing after another, without waiting for anybody.
type worker struct {
	d     *desk.Desk
	shape shape
	name  string
	keys  []string
	rng   *rand.Rand
	saw   map[string]string
}

// work begins something with some row and answers whatever is asked.
func (c *worker) work() ended {
	actions := []string{"edit", "edit", "edit", "bulk/raise", "bulk/edit", "delete", "create"}
	if c.shape.soft {
		actions = append(actions, "restore", "restore")
	}
	c.saw = map[string]string{}
	action := actions[c.rng.IntN(len(actions))]
	id := fmt.Sprint(c.name, c.rng.Uint64())
	seat := *c.d
	key := c.keys[c.rng.IntN(len(c.keys))]
	if strings.HasPrefix(action, "bulk/") {
		seat.Extra = map[string]any{"rows": `{"all":{}}`}
	}
	run := seat.StartAs(c.shape.slug+"/"+action, key, id, c.name)
	for range 40 {
		s, asks := run.Next()
		if !asks {
			break
		}
		c.answer(run, s)
	}
	_, err := run.Wait()
	if action != "edit" {
		c.saw = nil
	}
	said := fmt.Sprint(action, " ", key, " ", run.Logs())
	return ended{run: "tx_" + id, said: said, err: err, saw: c.saw, wrote: err == nil && !strings.Contains(said, "Nothing was changed") && !strings.HasPrefix(action, "bulk/")}
}

// answer says yes, and fills in what there is to fill in.
func (c *worker) answer(run *stagedoortest.Run, s *stagedoortest.Screen) {
	call := s.Call()
	has := func(label string) bool {
		return slices.ContainsFunc(call.ToRender, func(x protocol.Component) bool { return x.Label == label })
	}
	switch {
	case has("Fields to change"):
		var props struct{ Options []any }
		s.Props(&props)
		s.Answer([]any{props.Options[c.rng.IntN(len(props.Options))]})
	case len(call.ChoiceButtons) == 0:
		s.Answer(true)
	case call.ChoiceButtons[0].Label == "Keep editing": // the database has refused it
		run.Cancel()
	default:
		var filled []any
		if of := c.filled(call); len(of) > 0 {
			filled = append(filled, of)
		}
		s.Choose(call.ChoiceButtons[0].Label, filled...)
	}
}

// filled is something for each field of a form, and a side of each contested one.
func (c *worker) filled(call protocol.IOCall) map[string]any {
	filled := map[string]any{}
	for _, x := range call.ToRender {
		var props struct{ Options []struct{ Label string } }
		switch {
		case strings.HasPrefix(string(x.MethodName), "DISPLAY_"):
		case json.Unmarshal(x.Props, &props) == nil && len(props.Options) == 2:
			filled[x.Label] = props.Options[c.rng.IntN(2)].Label
			delete(c.saw, strings.ToLower(x.Label)) // they have seen both
			continue
		case x.Label == "Name":
			filled[x.Label] = string(rune('a' + c.rng.IntN(26)))
		case x.Label == "Code":
			filled[x.Label] = "q"
		default:
			filled[x.Label] = c.rng.IntN(100)
		}
		var holds struct{ DefaultValue any }
		if json.Unmarshal(x.Props, &holds) == nil && holds.DefaultValue != nil {
			c.saw[strings.ToLower(x.Label)] = fmt.Sprint(holds.DefaultValue)
		}
	}
	return filled
}

// entry is what the audit says of one change.
type entry struct {
	ID                                 int64
	RunID, RecordKey, Verb, PersonName string
	BeforeJSON, AfterJSON              string
}

// judge replays the audit.
type judge struct {
	*world
	now map[string]map[string]any // what each row holds, as far as it was told; nil for deleted ones
}

// history looks at all that was recorded, in its order.
func (j *judge) history(runs []ended) {
	j.t.Helper()
	var entries []entry
	desk.Must(j.t, j.d.DB.Table("stagedoor_changes").Order("id").Find(&entries).Error)
	of := map[string]int{}
	saw := map[string]map[string]string{}
	for _, r := range runs {
		saw[r.run] = r.saw
	}
	for _, e := range entries {
		j.tellf("%+v", e)
		of[e.RunID]++
		j.follow(e, saw[e.RunID])
	}
	for _, r := range runs {
		switch n := of[r.run]; {
		case r.err != nil && n > 0:
			j.fatalf("%s has failed (%v) and is in the audit %d times: %s", r.run, r.err, n, r.said)
		case r.wrote && n != 1:
			j.fatalf("%s has succeeded and is in the audit %d times: %s", r.run, n, r.said)
		}
	}
	j.compare()
}

// follow goes on from what a row holds to what the entry has made of it.
func (j *judge) follow(e entry, saw map[string]string) {
	j.t.Helper()
	before, after := map[string]any{}, map[string]any{}
	for text, into := range map[string]*map[string]any{e.BeforeJSON: &before, e.AfterJSON: &after} {
		if text != "" {
			desk.Must(j.t, json.Unmarshal([]byte(text), into))
		}
	}
	held := j.now[e.RecordKey]
	for name, v := range before {
		if seen, ok := saw[name]; ok && e.Verb == "edit" && seen != fmt.Sprint(v) {
			j.fatalf("entry %d of %s is over %s = %v, but its person has seen %v", e.ID, e.RecordKey, name, v, seen)
		}
		if at, told := held[name]; told && fmt.Sprint(at) != fmt.Sprint(v) {
			j.fatalf("entry %d of %s begins with %s = %v, but it was left with %v", e.ID, e.RecordKey, name, v, at)
		}
	}
	if held == nil {
		held = map[string]any{}
		j.now[e.RecordKey] = held
	}
	maps.Copy(held, before)
	maps.Copy(held, after)
}

// compare holds what the rows should be now against what they are.
func (j *judge) compare() {
	j.t.Helper()
	got := j.shape.read(j.t, j.d.DB)
	for key, was := range j.rows {
		if now, ok := got[key]; was.Tenant == foreign && (!ok || now != was || j.now[key] != nil) {
			j.fatalf("the foreign %s is %+v, not %+v; recorded of it: %v", key, now, was, j.now[key])
		}
	}
	for key, r := range got {
		held := j.now[key]
		for name, v := range map[string]any{"name": r.Name, "n": r.N} {
			if at, told := held[name]; told && fmt.Sprint(at) != fmt.Sprint(v) {
				j.fatalf("%s of %s is %v, but the audit ends with %v", name, key, v, at)
			}
		}
	}
}
