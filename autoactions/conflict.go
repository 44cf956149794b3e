package autoactions

import (
	"context"
	"slices"

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
// one side changed is kept; for what both changed the person chooses. Afterwards
// the same review and the same check come again.
func (e *editing) merge(ctx context.Context, now record) error {
	shown := e.those(func(c *column) bool { return c.seen() && c != e.version && c.field.AutoUpdateTime == 0 })
	moved := changed(shown, e.before, now)
	mine := changed(e.columns, e.before, e.draft)
	contested := func(c *column) bool {
		return slices.Contains(mine, c) && !c.sameIn(e.draft, now)
	}
	var both, onlyTheirs []*column
	for _, c := range moved {
		if contested(c) {
			both = append(both, c)
		} else {
			onlyTheirs = append(onlyTheirs, c)
		}
	}
	draft := copyOf(now)
	take(mine, draft, e.draft)
	if len(both) > 0 {
		kept, err := e.choose(ctx, both, now)
		if err != nil {
			return err
		}
		take(kept, draft, now)
	}
	rows, err := e.said(ctx, onlyTheirs, &e.before, now)
	if err != nil {
		return err
	}
	more, err := e.renew(ctx, &now, draft)
	e.merged = slices.Concat(e.merged, rows, more)
	return err
}

// choose shows the fields that both sides changed, three values each, and returns
// those that the person leaves to the other side.
func (e *editing) choose(ctx context.Context, both []*column, now record) ([]*column, error) {
	rows, err := e.said(ctx, both, &e.before, e.draft)
	if err != nil {
		return nil, err
	}
	other, err := e.said(ctx, both, &e.before, now)
	if err != nil {
		return nil, err
	}
	who, err := e.whoChanged(ctx)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		rows[i].Theirs = other[i].After
	}
	shown := []io.Component{
		io.Heading(who + " changed this " + e.noun + " meanwhile").Description("Choose what to keep in the fields that you both changed."),
		io.Changes(rows...),
	}
	kept := make([]side, len(both))
	for i, c := range both {
		shown = append(shown, io.Select(c.tag.Label, []side{yours, theirs}).Label(func(s side) string {
			if s == yours {
				return "Yours: " + c.spokenIn(e.draft)
			}
			return "Theirs: " + c.spokenIn(now)
		}).Into(&kept[i]))
	}
	if err := io.Group(shown...).Title("Both of you changed this").Submit("Continue").Ask(ctx); err != nil {
		return nil, err
	}
	var left []*column
	for i, c := range both {
		if kept[i] == theirs {
			left = append(left, c)
		}
	}
	return left, nil
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

// whoChanged names whoever was last recorded to change the record.
func (e *editing) whoChanged(ctx context.Context) (string, error) {
	db := e.db.Session(&gorm.Session{NewDB: true, Context: ctx})
	last, err := stagedoor.RecordHistory(ctx, db, e.slug, keyText(e.key), 1)
	if err != nil || len(last) == 0 || last[0].By == "" {
		return "Somebody else", err
	}
	return last[0].By, nil
}
