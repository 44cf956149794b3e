package property_test

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/stagedoortest"
	"github.com/stagedoor/stagedoor/test/desk"
)

// line is a row of a file. A key of "" is a new row.
type line struct {
	key  string
	name string
	n    int64
}

// imports brings in a file of new rows, of rows that are there, and of rows that are
// another's or are gone.
func (p *person) imports() {
	lines := make([]line, 1+p.rng.IntN(3))
	file := "ID;Name;N\n"
	if p.shape.paired {
		file = "Code;Part;Name;N\n"
	}
	for i := range lines {
		l := line{name: p.name1(), n: int64(p.rng.IntN(4))}
		switch {
		case p.shape.paired:
			l.key = fmt.Sprint("p,", p.rng.IntN(5))
		case p.rng.IntN(3) > 0:
			l.key = p.anyKey()
		}
		lines[i] = l
		file += fmt.Sprintf("%s;%s;%d\n", strings.ReplaceAll(l.key, ",", ";"), l.name, l.n)
	}
	run := p.start("import", "")
	run.Expect("File of rows").AnswerFile("rows.csv", file)
	tried := p.columns(run)
	p.tellf("%s brings %+v", p.name, lines)
	button := tried.Call().ChoiceButtons[0].Label
	if !strings.HasPrefix(button, "Import ") { // everything is refused or the same
		tried.Cancel()
		_, _ = run.Wait()
		return
	}
	p.open = func() {
		p.tellf("%s confirms the import of %+v", p.name, lines)
		tried.Choose(button)
		p.brought(desk.Ends(p.t, run), lines)
	}
}

// columns takes what is guessed of the columns.
func (p *person) columns(run *stagedoortest.Run) *stagedoortest.Screen {
	for {
		s, asks := run.Next()
		if !asks {
			_, err := run.Wait()
			p.fatalf("the import ended with %v", err)
		}
		if len(s.Call().ChoiceButtons) > 1 || strings.HasPrefix(s.Call().Title, "Import") {
			return s
		}
		s.AnswerAll(desk.Filled(s, nil))
	}
}

// brought is an import in the model. New rows get the keys that the database says.
func (p *person) brought(result map[string]any, lines []line) {
	var done []change
	counts := map[string]int{}
	for _, l := range lines {
		c, state := p.bring(l)
		counts[state]++
		if state == "created" || state == "changed" {
			done = append(done, c)
		}
	}
	for state, n := range counts {
		if result[state] != float64(n) {
			p.fatalf("the import says %v, and not %v", result, counts)
		}
	}
	p.record(done...)
}

// bring is one row of a file in the model.
func (p *person) bring(l line) (change, string) {
	made := row{Tenant: own, Name: l.name, N: l.n}
	_, exists := p.rows[l.key]
	isNew := l.key == "" || p.shape.paired
	switch {
	case isNew && exists, !isNew && !p.sees(l.key), p.taken(l.name, l.key):
		return change{}, "refused"
	case isNew:
		key := l.key
		if key == "" {
			key = p.madeAfter()
		}
		p.rows[key] = made
		return change{key: key, verb: "create", by: p.name, after: &made, undoable: true}, "created"
	}
	before := p.rows[l.key]
	after := before
	after.Name, after.N = l.name, l.n
	c, changed := p.updated(l.key, before, after)
	if !changed {
		return c, "unchanged"
	}
	return c, "changed"
}

// madeAfter is the smallest key in the database that the model does not have yet: of
// several new rows the first one has it.
func (p *person) madeAfter() string {
	var ids []string
	if err := p.d.DB.Table(p.shape.slug).Order("id").Pluck("id", &ids).Error; err != nil {
		p.t.Fatal(err)
	}
	for _, id := range ids {
		if _, known := p.rows[id]; !known {
			return id
		}
	}
	p.fatalf("no new row is there")
	return ""
}
