package zoo

import (
	"context"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/autoactions"
	"github.com/stagedoor/stagedoor/io"
)

// Everything adds to a model what is made only where a program asks for it: an import,
// a verb that is tried before it is done, one over many rows, and one without a row.
// The verbs set the field to two values that no other row of the tests has.
func Everything[T any](m autoactions.Model[T], field string, first, second any) autoactions.Model[T] {
	set := func(value any) autoactions.EachRow[T] {
		return func(_ context.Context, tx *gorm.DB, row *T) error { return tx.Model(row).Update(field, value).Error }
	}
	m.Import = true
	m.Actions = append(m.Actions, autoactions.RowAction[T]{
		Slug: "stamp",
		Ask: func(ctx context.Context, _ *T) (autoactions.EachRow[T], error) {
			_, err := io.Text("Stamp").Get(ctx)
			return set(first), err
		},
	})
	m.BulkActions = append(m.BulkActions, autoactions.BulkAction[T]{Slug: "stamp", Each: set(second)})
	return Rings(m)
}

// Rings adds an action without a row.
func Rings[T any](m autoactions.Model[T]) autoactions.Model[T] {
	m.ModelActions = append(m.ModelActions, autoactions.ModelAction{
		Slug: "ring", Handler: func(ctx context.Context) error { return stagedoor.SetResult(ctx, map[string]any{"rang": true}) },
	})
	return m
}
