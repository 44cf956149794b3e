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

// startMany begins something with rows of a list, and returns those that are meant: the
// ones that are seen as it begins, in the order of their keys. It begins nothing where
// there are none.
func (v *visitor) startMany(p *plan, action string) (*stagedoortest.Run, []string) {
	rows, meant := `{"all":{}}`, v.seen(v.name, p)
	if v.rng.IntN(4) > 0 {
		var keys []string
		for range 1 + v.rng.IntN(3) {
			keys = append(keys, v.anyKey(p))
		}
		raw, err := json.Marshal(map[string]any{"keys": keys})
		desk.Must(v.t, err)
		rows = string(raw)
		meant = slices.DeleteFunc(meant, func(key string) bool { return !slices.Contains(keys, key) })
	}
	run := v.start(p, "bulk/"+action, "", map[string]any{"rows": rows})
	if !v.asked(run, len(meant) > 0, func() bool { return len(meant) > 0 }) {
		return nil, nil
	}
	return run, meant
}

// carryOut confirms a run over rows. Each is done by itself, or comes to nothing.
func (v *visitor) carryOut(p *plan, run *stagedoortest.Run, review *stagedoortest.Screen, keys []string, each func(key string) (did, ok bool)) {
	v.tellf("%s confirms %v of %s", v.name, keys, p)
	review.Choose(review.Call().ChoiceButtons[0].Label)
	result := desk.Ends(v.t, run)
	done, same := 0, 0
	for _, key := range keys {
		ok := v.attempt(func() bool {
			if !v.sees(v.name, p, key) {
				return false
			}
			did, ok := each(key)
			if ok && !did {
				same++
			}
			return ok && did
		})
		if ok {
			done++
		}
	}
	if result["done"] != float64(done) || result["unchanged"] != float64(same) || result["refused"] != float64(len(keys)-done-same) {
		v.fatalf("of %v it says %v, and not %d done, %d unchanged", keys, result, done, same)
	}
}

func (v *visitor) bulkEdit(p *plan) {
	fields := p.those(func(f *field) bool { return f.edits && p.parentAt(f) == nil })
	if len(fields) == 0 {
		return
	}
	run, keys := v.startMany(p, "edit")
	if run == nil {
		return
	}
	f := fields[v.rng.IntN(len(fields))]
	text := v.value(f)
	ask, _ := run.Next()
	var props struct{ Options []map[string]any }
	ask.Props(&props)
	at := slices.IndexFunc(props.Options, func(o map[string]any) bool { return o["label"] == f.label })
	ask.Answer([]any{props.Options[at]})
	form, _ := run.Next()
	v.tellf("%s sets %s of %v to %s", v.name, f.Name, keys, text)
	form.Choose("Review", map[string]any{f.label: f.kind.answer(text)})
	review, _ := run.Next()
	v.open = func() {
		v.carryOut(p, run, review, keys, func(key string) (did, ok bool) {
			return v.becomes(p, key, cells{f.DBName: text})
		})
	}
}

// becomes gives a row other cells, and reports whether it did and whether it could.
func (v *visitor) becomes(p *plan, key string, other cells) (did, ok bool) {
	before := v.rows[p][key]
	after := maps.Clone(before)
	maps.Copy(after, other)
	if maps.Equal(before, after) {
		return false, true
	}
	after = p.with(before, other)
	if !v.leads(p, after, before) || !v.put(p, key, after) {
		return false, false
	}
	v.note(v.edited(v.name, p, key, "edit", before, after))
	return true, true
}

func (v *visitor) bulkDelete(p *plan) {
	run, keys := v.startMany(p, "delete")
	if run == nil {
		return
	}
	review, _ := run.Next()
	v.open = func() {
		v.carryOut(p, run, review, keys, func(key string) (did, ok bool) {
			_, ok = v.ledger.remove(v.name, p, key, "delete", false, nil)
			return true, ok
		})
	}
}

// line is a row of a file, by columns.
type fileLine struct {
	key string // as the file has it
	r   cells
}

// bring imports a file of new rows, of rows that are there, and of such as are another's or
// are gone.
func (v *visitor) bring(p *plan) {
	if !p.creates() {
		return
	}
	columns := p.those(func(f *field) bool { return f.isPart || f.creates })
	file := [][]string{nil}
	for _, f := range columns {
		file[0] = append(file[0], f.label)
	}
	lines := make([]fileLine, 1+v.rng.IntN(3))
	for i := range lines {
		lines[i] = v.line(p, columns)
		var row []string
		for _, f := range columns {
			row = append(row, strings.ReplaceAll(lines[i].r[f.DBName], none, ""))
		}
		file = append(file, row)
	}
	run := v.start(p, "import", "", nil)
	upload, _ := run.Next()
	upload.AnswerFile("rows.csv", written(file))
	tried := v.mapped(run)
	v.tellf("%s brings %v", v.name, file)
	button := tried.Call().ChoiceButtons[0].Label
	if !strings.HasPrefix(button, "Import ") { // everything is refused or the same
		tried.Cancel()
		_, _ = run.Wait()
		return
	}
	v.open = func() {
		v.tellf("%s confirms the import of %v", v.name, file)
		tried.Choose(button)
		v.brought(p, desk.Ends(v.t, run), lines)
	}
}

// written is a file of lines.
func written(lines [][]string) string {
	text := ""
	for _, line := range lines {
		for i, cell := range line {
			if line[i] = cell; strings.ContainsAny(cell, `",`) {
				line[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
		}
		text += strings.Join(line, ",") + "\n"
	}
	return text
}

// line is some row of a file.
func (v *visitor) line(p *plan, columns []*field) fileLine {
	l := fileLine{r: cells{}}
	known := v.rng.IntN(3) > 0
	parts := strings.Split(v.anyKey(p), ",")
	for i, f := range p.key {
		switch {
		case known:
			l.r[f.DBName] = parts[i]
		case f.creates:
			l.r[f.DBName] = keyed(f, v.rng.IntN(6))
		default:
			l.r[f.DBName] = none
		}
	}
	if known || p.key[0].creates {
		l.key = p.keyIn(l.r)
	}
	for _, f := range columns {
		way := p.parentAt(f)
		switch {
		case f.isPart:
		case way != nil:
			l.r[f.DBName] = v.anyParent(way)
		default:
			l.r[f.DBName] = v.value(f)
		}
	}
	return l
}

// mapped takes what is guessed of the columns.
func (v *visitor) mapped(run *stagedoortest.Run) *stagedoortest.Screen {
	for {
		s, asks := run.Next()
		if !asks {
			_, err := run.Wait()
			v.fatalf("the import ended with %v", err)
		}
		if len(s.Call().ChoiceButtons) > 1 || strings.HasPrefix(s.Call().Title, "Import") {
			return s
		}
		s.AnswerAll(desk.Filled(s, nil))
	}
}

// brought is an import in memory.
func (v *visitor) brought(p *plan, result map[string]any, lines []fileLine) {
	counts := map[string]int{}
	for _, l := range lines {
		state := "refused"
		v.attempt(func() bool {
			state = v.bringOne(p, l)
			return state == "created" || state == "changed"
		})
		counts[state]++
	}
	for _, state := range []string{"created", "changed", "unchanged", "refused"} {
		if result[state] != float64(counts[state]) {
			v.fatalf("the import says %v, and not %v", result, counts)
		}
	}
}

// bringOne is a row of a file. Where the key has one part, and rows can be changed, it
// says which row is meant.
func (v *visitor) bringOne(p *plan, l fileLine) string {
	matches := len(p.key) == 1 && p.edits()
	given := p.key[0].creates
	for _, way := range p.parents {
		if to := l.r[way.column.DBName]; to != none && !v.sees(v.name, way.to, to) || to == none && !way.column.null {
			return "refused"
		}
	}
	if matches && l.key != "" && v.sees(v.name, p, l.key) {
		edits := cells{}
		for _, f := range p.columns {
			if f.edits {
				edits[f.DBName] = l.r[f.DBName]
			}
		}
		switch did, ok := v.becomes(p, l.key, edits); {
		case !ok:
			return "refused"
		case !did:
			return "unchanged"
		}
		return "changed"
	}
	if matches && l.key != "" && !given {
		return "refused"
	}
	return v.bringNew(p, l)
}

func (v *visitor) bringNew(p *plan, l fileLine) string {
	r := p.fresh(v.name)
	for _, f := range p.columns {
		if f.creates {
			r[f.DBName] = l.r[f.DBName]
		}
	}
	key := "new"
	if !p.key[0].creates && v.would(func() bool { return v.made(p, key, maps.Clone(r), nil) }) {
		key = v.madeAfter(p)
	}
	if v.made(p, key, r, nil) {
		return "created"
	}
	return "refused"
}

// madeAfter is the smallest key in the database that is not known yet: of several new
// rows the first one has it.
func (v *visitor) madeAfter(p *plan) string {
	var keys []string
	for key := range v.read(p) {
		if _, known := v.rows[p][key]; !known {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		v.fatalf("no new row of %s is there", p)
	}
	return fmt.Sprint(p.sorted(keys)[0])
}
