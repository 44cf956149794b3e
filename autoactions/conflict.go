package autoactions

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// side is whose value is kept.
type side string

const (
	yours  side = "yours"
	theirs side = "theirs"
)

// merge brings the person's changes onto what the record has become. What only
// one side changed is kept; for what both changed, in rows in the form too, the
// person chooses. Afterwards the same review and the same check come again.
func (e *editing) merge(ctx context.Context, now record) error {
	if err := e.ask.readBeside(ctx, &now); err != nil {
		return err
	}
	shown := e.those(func(c *column) bool { return c.seen() && c != e.version && c.field.AutoUpdateTime == 0 })
	mine := changed(e.columns, e.before, e.draft)
	var both []clash
	var onlyTheirs []*column
	for _, c := range changed(shown, e.before, now) {
		if slices.Contains(mine, c) && !c.sameIn(e.draft, now) {
			both = append(both, clash{of: e.model, column: c, was: e.before, mine: e.draft, now: now, label: c.tag.Label})
		} else {
			onlyTheirs = append(onlyTheirs, c)
		}
	}
	if both = append(both, clashes(e.ask.inlines, e.before, e.draft, now)...); len(both) > 0 {
		if err := e.choose(ctx, both); err != nil {
			return err
		}
	}
	draft := copyOf(now)
	take(mine, draft, e.draft)
	rows, err := e.said(ctx, onlyTheirs, &e.before, now)
	if err != nil {
		return err
	}
	more, err := e.rebase(ctx, now, draft)
	e.merged = slices.Concat(e.merged, rows, more)
	return err
}

// choose shows the fields that both sides changed, three values each, and puts into
// the draft what the person leaves to the other side.
func (e *editing) choose(ctx context.Context, both []clash) error {
	who, err := e.whoChanged(ctx, both)
	if err != nil {
		return err
	}
	rows := make([]io.Change, len(both))
	kept := make([]side, len(both))
	choices := make([]io.Component, len(both))
	for i, c := range both {
		if rows[i], err = c.said(ctx); err != nil {
			return err
		}
		choices[i] = io.Select(c.label, []side{yours, theirs}).Label(func(s side) string {
			if s == yours {
				return "Yours: " + c.column.spokenIn(c.mine)
			}
			return "Theirs: " + c.column.spokenIn(c.now)
		}).Into(&kept[i])
	}
	shown := append([]io.Component{
		io.Heading(who + " changed this " + e.noun + " meanwhile").Description("Choose what to keep in the fields that you both changed."),
		io.Changes(rows...),
	}, choices...)
	if err := io.Group(shown...).Title("Both of you changed this").Submit("Continue").Ask(ctx); err != nil {
		return err
	}
	for i, c := range both {
		if kept[i] == theirs {
			take([]*column{c.column}, c.mine, c.now)
		}
	}
	return nil
}

// spokenIn writes what a record has in c into a sentence.
func (c *column) spokenIn(r record) string {
	if c.secret {
		return isChanged
	}
	if c.mask != "" {
		return textOf(c.shownValue(r.row))
	}
	return c.spoken(c.audited(c.value(r.row)))
}

// whoChanged names whoever was last recorded to change what clashes.
func (e *editing) whoChanged(ctx context.Context, both []clash) (string, error) {
	var names []string
	for _, c := range both {
		by, err := c.of.lastBy(ctx, e.db, keyText(c.of.keyOf(c.now.row)))
		if err == nil && by == "" {
			by, err = e.lastBy(ctx, e.db, keyText(e.key))
		}
		if err != nil {
			return "", err
		}
		if by != "" && !slices.Contains(names, by) {
			names = append(names, by)
		}
	}
	if len(names) == 0 {
		return "Somebody else", nil
	}
	return strings.Join(names, " and "), nil
}

// lastBy is whoever was last recorded to change a record, "" for nobody. What is
// registered nowhere has no name that its history could be found by.
func (m *model) lastBy(ctx context.Context, db *gorm.DB, key string) (string, error) {
	if m.slug == "" {
		return "", nil
	}
	last, err := stagedoor.RecordHistory(ctx, db.Session(&gorm.Session{NewDB: true, Context: ctx}), m.slug, key, 1)
	if err != nil || len(last) == 0 {
		return "", err
	}
	return last[0].By, nil
}
