package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// bulkEdit sets some fields of many rows to the same values.
func (m *model) bulkEdit() *bulk {
	everyRow := func(record) bool { return true }
	return &bulk{slug: "edit", name: "Edit selected", teams: m.teamsFor("bulk/edit"), when: everyRow, ask: m.askBulkEdit}
}

// askBulkEdit asks which fields get which values.
func (m *model) askBulkEdit(ctx context.Context) (work, error) {
	editable := m.bulkEditable()
	columns, err := io.SelectMany("Fields to change", editable).
		Label(func(c *column) string { return c.tag.Label }).AtLeast(1).Get(ctx)
	if err != nil {
		return work{}, err
	}
	blank, err := m.fresh(ctx)
	if err != nil {
		return work{}, err
	}
	filled, err := m.form(ctx, form{
		model: m, holds: blank, columns: columns, title: "New values for all selected " + lower(m.plural), submit: "Review",
	})
	if err != nil {
		return work{}, err
	}
	rows, err := m.said(ctx, columns, nil, filled)
	if err != nil {
		return work{}, err
	}
	each := func(ctx context.Context, tx *gorm.DB, r record) error { return m.editOne(ctx, tx, r, filled, columns) }
	return work{each: each, recorded: true, asked: true, shown: []io.Component{io.Changes(rows...)}}, nil
}

// bulkEditable are the fields that are set on many rows at once: secrets are each
// row's own.
func (m *model) bulkEditable() []*column {
	return m.those(func(c *column) bool { return c.edits && !c.secret })
}

// editOne writes columns of filled over a row that tx has locked.
func (m *model) editOne(ctx context.Context, tx *gorm.DB, current, filled record, columns []*column) error {
	draft := copyOf(current)
	take(columns, draft, filled)
	different := changed(columns, current, draft)
	if len(different) == 0 {
		return errSame
	}
	if err := m.obeys(draft, different); err != nil {
		return err
	}
	return m.updateIn(ctx, tx, m.keyOf(current.row), current, draft, different, beside{})
}

// obeys refuses a row whose other values do not go with the new ones.
func (m *model) obeys(draft record, columns []*column) error {
	names := pathsOf(columns)
	problems, err := io.Problems(draft.row.Addr().Interface(), names...)
	if err != nil {
		return err
	}
	texts := make([]string, len(problems))
	for i, p := range problems {
		label := p.Label
		if at := slices.Index(names, p.Field); at >= 0 {
			label = columns[at].tag.Label
		}
		texts[i] = fmt.Sprintf("%s: %s", label, p.Message)
	}
	if len(texts) > 0 {
		return stagedoor.Fail("%s", strings.Join(texts, " "))
	}
	return errors.Join(fits(columns, draft), tooManyDigits(columns, draft))
}

// obeysAt is obeys for a form that asks for the columns: each problem stands at its field.
func (m *model) obeysAt(r record, columns []*column) error {
	names := pathsOf(columns)
	problems, err := io.Problems(r.row.Addr().Interface(), names...)
	if err != nil {
		return err
	}
	wrong := []error{fits(columns, r), tooManyDigits(columns, r)}
	for _, p := range problems {
		if at := slices.Index(names, p.Field); at >= 0 {
			wrong = append(wrong, io.InvalidField(columns[at].tag.Label, "%s", p.Message))
		}
	}
	return errors.Join(wrong...)
}

// bulkDelete deletes many rows.
func (m *model) bulkDelete() *bulk {
	everyRow := func(record) bool { return true }
	ask := func(context.Context) (work, error) {
		return work{each: m.deleteOne, recorded: true, shown: []io.Component{io.Markdown(m.fate(true))}}, nil
	}
	return &bulk{slug: "delete", name: "Delete selected", dangerous: true, teams: m.teamsFor("bulk/delete"), when: everyRow, ask: ask}
}

// deleteOne deletes a row that tx has locked.
func (m *model) deleteOne(ctx context.Context, tx *gorm.DB, r record) error {
	return m.removeIn(ctx, tx, m.keyOf(r.row), r)
}
