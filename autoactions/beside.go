package autoactions

import (
	"context"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// beside is what a form changes beside the columns of its record.
type beside struct {
	links []linkChange
	rows  []rowsChange
}

// besides compares what is beside two states of a record; before has no row where
// the record is new.
func (f form) besides(before, after record) beside {
	b := rowsChanges(f.inlines, before, after)
	b.links = linkChanges(f.links, before, after)
	return b
}

// empty reports whether nothing changes.
func (b beside) empty() bool { return len(b.links)+len(b.rows) == 0 }

// count is how many changes a person sees.
func (b beside) count() int {
	n := len(b.links)
	for _, c := range b.rows {
		n += c.count()
	}
	return n
}

// said describes the changes to the person: those of links beside the columns',
// those of rows under a heading of their own.
func (b beside) said(ctx context.Context, rows []io.Change) ([]io.Component, error) {
	for _, c := range b.links {
		rows = append(rows, c.said())
	}
	var shown []io.Component
	if len(rows) > 0 {
		shown = append(shown, io.Changes(rows...))
	}
	for _, c := range b.rows {
		of, err := c.shown(ctx, "")
		if err != nil {
			return nil, err
		}
		shown = append(shown, of...)
	}
	return shown, nil
}

// write makes the changes inside the database transaction that writes the record, and
// returns what undoes them.
func (b beside) write(ctx context.Context, tx *gorm.DB, m *model, owner record, change *stagedoor.Change) (undo besideUndo, err error) {
	for _, c := range b.links {
		if err := c.write(ctx, tx, m, owner, change); err != nil {
			return undo, err
		}
		back, whole := c.freeze()
		undo.Links, undo.lost = append(undo.Links, back), undo.lost || !whole
	}
	for _, c := range b.rows {
		keys, err := c.write(ctx, tx, owner)
		if err != nil {
			return undo, err
		}
		note(change, c.key(), nil, c.counts(c.changed))
		for _, key := range keys {
			row, can, err := c.child.lastUndo(ctx, tx, key)
			if err != nil {
				return undo, err
			}
			row.Relation = c.name
			undo.Rows, undo.lost = append(undo.Rows, row), undo.lost || !can
		}
	}
	return undo, nil
}

// readBeside reads what the form asks for beside the columns, into r. What is too
// much for a form it leaves out of the form.
func (f *form) readBeside(ctx context.Context, r *record) (err error) {
	links := f.links
	f.links = nil
	r.linked = map[*relation][]choice{}
	for _, rel := range links {
		chosen, fits, err := f.model.readLinked(ctx, rel, *r)
		if err != nil {
			return err
		}
		if fits {
			f.links = append(f.links, rel)
			r.linked[rel] = chosen
		}
	}
	f.inlines, err = readInlines(ctx, f.model.db, f.model, f.inlines, []record{*r})
	return err
}

// rebase brings what a person did beside the columns onto what that has become
// meanwhile, which is in now, and returns what somebody else did to rows of theirs.
func (f form) rebase(ctx context.Context, before, draft, now record, onto *record) ([]io.Change, error) {
	mine := f.besides(before, draft)
	onto.linked = map[*relation][]choice{}
	for _, rel := range f.links {
		onto.linked[rel] = now.linked[rel]
	}
	for _, c := range mine.links {
		kept := without(now.linked[c.rel], c.removed)
		onto.linked[c.rel] = append(kept, without(c.added, kept)...)
	}
	var theirs []io.Change
	for _, in := range f.inlines {
		said, err := in.rebase(ctx, in.diff(before, draft), before, now, *onto)
		if err != nil {
			return nil, err
		}
		theirs = append(theirs, said...)
	}
	return theirs, nil
}
