package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// importing is one person bringing in one file.
type importing struct {
	*model
	sheet   sheet
	mapping mapping
	lines   []line
	kept    bool // the lines are written, not only tried
}

// line is what became of a row of the file.
type line struct {
	Number   int
	Key, Why string
	State    string   // created, changed, unchanged or refused
	lost     []string // what of it is not written, by its labels
}

// lineStates are the states of a line, what needs attention first.
var lineStates = []string{"refused", "created", "changed", "unchanged"}

// importFile asks for a file and its columns, tries everything without keeping it,
// shows what would happen, and does it.
func (m *model) importFile(ctx context.Context) error {
	read, err := m.askSheet(ctx)
	if err != nil {
		return err
	}
	for {
		chosen, err := m.askMapping(ctx, read)
		if err != nil {
			return err
		}
		i := &importing{model: m, sheet: read, mapping: chosen}
		want, err := i.rehearse(ctx)
		if err != nil {
			return err
		}
		if want == save {
			return i.carryOut(ctx)
		}
	}
}

// imports reports whether there is a list to import into and a way to do it.
func (m *model) imports() bool { return m.has["list"] && (m.has["create"] || m.has["edit"]) }

// addImport makes the action that brings in a file.
func (m *model) addImport() error {
	if !m.imports() {
		return errors.New("Import: a model is imported into by creating or editing, from its list, and these are not made")
	}
	return m.addOwn([]ModelAction{{Slug: "import", Name: "Import", Handler: m.importFile}})
}

// errRehearsal rolls a database transaction back that has done what it should.
var errRehearsal = errors.New("autoactions: only a rehearsal")

// rehearse does everything in a database transaction that is rolled back, and asks
// whether to do it.
func (i *importing) rehearse(ctx context.Context) (next, error) {
	progress, err := io.Loading("Trying the file, without keeping anything").Start(ctx)
	if err != nil {
		return "", err
	}
	err = i.begin(ctx, func(tx *gorm.DB) error {
		for at := range i.sheet.rows {
			if at%batchSize == 0 {
				if err := progress.Describe(ctx, fmt.Sprintf("%s of %s", grouped(at), grouped(len(i.sheet.rows)))); err != nil {
					return err
				}
			}
			if err := i.saved(ctx, tx, at); err != nil {
				return err
			}
		}
		return errRehearsal
	})
	if !errors.Is(err, errRehearsal) {
		return "", err
	}
	buttons := []io.ChoiceOf[next]{
		{Value: save, Label: "Import " + i.many(i.count("created")+i.count("changed"))},
		{Value: back, Label: "Choose the columns again"},
	}
	if i.count("created")+i.count("changed") == 0 {
		buttons = buttons[1:]
	}
	heading := io.Heading("This would happen: " + i.summary()).Description(i.trial())
	return io.ChooseWith(ctx, io.Group(heading, i.table(i.sorted())).Title("Import "+lower(i.plural)), buttons...)
}

// carryOut writes the rows, some in each database transaction.
func (i *importing) carryOut(ctx context.Context) error {
	i.lines, i.kept = nil, true
	batches := slices.Collect(slices.Chunk(i.sheet.rows, batchSize))
	progress, err := io.Loading("Importing " + lower(i.plural)).Steps(len(batches)).Start(ctx)
	if err != nil {
		return err
	}
	for n, rows := range batches {
		begin := n * batchSize
		kept := len(i.lines)
		err := i.begin(ctx, func(tx *gorm.DB) error {
			return stagedoor.Once(ctx, tx, fmt.Sprintf("import from row %d", begin+1), func() error {
				for at := begin; at < begin+len(rows); at++ {
					if err := i.saved(ctx, tx, at); err != nil {
						return err
					}
				}
				return nil
			})
		})
		if err != nil {
			i.lines = i.lines[:kept]
			return errors.Join(fmt.Errorf("autoactions: import %s: %w", i.slug, err), i.report(ctx))
		}
		if err := progress.Step(ctx); err != nil {
			return errors.Join(err, i.report(ctx))
		}
	}
	return i.report(ctx)
}

// saved brings in one row; when it is refused, nothing of it stays.
func (i *importing) saved(ctx context.Context, tx *gorm.DB, at int) error {
	l := line{Number: at + 2} // the names of the columns are the first
	why, err := i.unlessRefused(tx, func() error { return i.within(tx).bring(ctx, i.mapping, i.sheet.rows[at], &l) })
	if err != nil {
		return err
	}
	if why != "" {
		l.State, l.Why = "refused", why
	} else if len(l.lost) > 0 {
		l.Why = lostText(l.lost)
	}
	i.lines = append(i.lines, l)
	return nil
}

// within is the model inside a database transaction: what begins one of its own
// becomes a part of it.
func (m *model) within(tx *gorm.DB) *model {
	inside := *m
	inside.db = tx
	return &inside
}

// bring makes a record of a row or changes the one that it means.
func (m *model) bring(ctx context.Context, chosen mapping, cells []string, l *line) error {
	before, there, err := m.meant(ctx, chosen, cells)
	if err != nil {
		return err
	}
	draft := copyOf(before)
	if !there {
		if draft, err = m.fresh(ctx); err != nil {
			return err
		}
	}
	writes := m.those(func(c *column) bool { return there && c.edits || !there && c.creates })
	l.lost = m.lost(ctx, chosen, cells, draft, writes)
	for n, c := range chosen.columns {
		if c != nil && slices.Contains(writes, c) {
			if err := m.put(ctx, c, draft, cells[n]); err != nil {
				return err
			}
		}
	}
	if there {
		return m.bringChange(ctx, before, draft, writes, l)
	}
	if err := errors.Join(m.obeys(draft, writes), m.checkUnasked(draft)); err != nil {
		return err
	}
	made, err := m.insertIn(ctx, m.db, draft, writes, beside{})
	if err == nil {
		l.State, l.Key = "created", m.keyText(made.row)
	}
	return err
}

// bringChange writes what differs.
func (m *model) bringChange(ctx context.Context, before, draft record, writes []*column, l *line) error {
	l.State, l.Key = "unchanged", m.keyText(before.row)
	different := changed(writes, before, draft)
	if len(different) == 0 {
		return nil
	}
	if err := m.obeys(draft, different); err != nil {
		return err
	}
	l.State = "changed"
	err := m.updateIn(ctx, m.db, m.keyOf(before.row), before, draft, different, beside{})
	if _, moved := errors.AsType[*conflict](err); moved {
		return stagedoor.Fail("It was changed by somebody else at the same time.")
	}
	return err
}

// meant finds the record that a row of the file is about.
func (m *model) meant(ctx context.Context, chosen mapping, cells []string) (r record, there bool, err error) {
	c := chosen.match
	if c == nil {
		return record{row: m.blank().Elem()}, false, nil
	}
	cell := tame(cells[slices.Index(chosen.columns, c)])
	if cell != "" {
		v, err := c.parsePart(cell)
		if err != nil {
			return r, false, stagedoor.Fail("%s: %q does not fit.", c.tag.Label, cut(cell))
		}
		q, err := m.query(ctx, m.db)
		if err != nil {
			return r, false, err
		}
		found, err := m.rows(q.Where(all([]clause.Expression{m.dialect.equal(c, v)})).Limit(2))
		switch {
		case err != nil:
			return r, false, fmt.Errorf("autoactions: read one of %s: %w", m.slug, err)
		case len(found) == 1:
			return found[0], true, nil
		case len(found) > 1:
			return r, false, stagedoor.Fail("There is more than one %s with this %s.", m.noun, c.tag.Label)
		}
	}
	switch {
	case !m.has["create"] || cell != "" && !c.creates:
		return r, false, stagedoor.Fail("There is no %s with this %s.", m.noun, c.tag.Label)
	case cell == "" && c.creates:
		return r, false, stagedoor.Fail("%s: This field is required.", c.tag.Label)
	}
	return record{row: m.blank().Elem()}, false, nil
}

func (i *importing) count(state string) int {
	n := 0
	for _, l := range i.lines {
		if l.State == state {
			n++
		}
	}
	return n
}

// summary counts the rows in a sentence.
func (i *importing) summary() string {
	parts := make([]string, 0, len(lineStates))
	for _, state := range lineStates {
		if n := i.count(state); n > 0 {
			parts = append(parts, grouped(n)+" "+state)
		}
	}
	return strings.Join(parts, ", ")
}

// sorted are the rows of the file, what was refused first.
func (i *importing) sorted() []line {
	lines := slices.Clone(i.lines)
	slices.SortStableFunc(lines, func(a, b line) int {
		return slices.Index(lineStates, a.State) - slices.Index(lineStates, b.State)
	})
	return lines
}

// table lists rows of the file.
func (i *importing) table(lines []line) io.TableDisplay[line] {
	const shown = 100
	return io.Table("Rows", lines).PageSize(shown).Columns(
		io.Column[line]{Label: "Line", Key: "line", Type: io.NumberColumn, Sortable: true, Value: func(l line) any { return l.Number }},
		io.Column[line]{Label: "Outcome", Key: "state", Type: io.EnumColumn, Sortable: true, Value: func(l line) any { return l.State },
			Colors: map[string]string{"created": "green", "changed": "blue", "unchanged": "gray", "refused": "red"}},
		io.Column[line]{Label: "Why", Key: "why", Sortable: true, Value: func(l line) any { return l.Why }},
	).RowLink(func(l line) io.LinkTo {
		if l.Key == "" || l.State == "refused" || l.State == "created" && !i.kept || !i.has["record"] {
			return io.LinkTo{}
		}
		return io.LinkTo{Route: i.at("record"), Params: map[string]any{"id": l.Key}}
	})
}

// report says what became of every row.
func (i *importing) report(ctx context.Context) error {
	result := map[string]any{}
	for _, state := range lineStates {
		result[state] = i.count(state)
	}
	menu, err := i.afterRun(ctx, i.count("created")+i.count("changed") > 0)
	if err != nil {
		return err
	}
	return reportRows(ctx, result, io.Heading("Imported: "+i.summary()).Description(i.losses()).Menu(menu...), i.sorted(), i.table)
}
