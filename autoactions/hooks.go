package autoactions

import (
	"context"
	"slices"

	"gorm.io/gorm"
)

// Hooks are called when a record is changed through the panel, beside the hooks
// that GORM calls on the model itself. ctx has the person ([stagedoor.UserFrom]),
// and tx is the database transaction of the change: what a hook writes through it
// commits with the change or not at all. An error undoes everything; people read
// it if it was made with stagedoor.Fail, and only a reference to the log of the
// service otherwise. Each hook may be nil, and may be called several times at once.
type Hooks[T any] struct {
	// BeforeCreate may change row, which is about to be inserted.
	BeforeCreate func(ctx context.Context, tx *gorm.DB, row *T) error

	// BeforeUpdate may change row, which is about to be written over before. What it
	// changes is written too, in whatever column.
	BeforeUpdate func(ctx context.Context, tx *gorm.DB, before T, row *T) error

	// BeforeDelete gets the row that is about to be deleted.
	BeforeDelete func(ctx context.Context, tx *gorm.DB, row T) error

	// AfterChange gets what was done, also by restoring and undoing. A verb of the
	// model's own is not announced: it calls what it needs by itself.
	AfterChange func(ctx context.Context, tx *gorm.DB, done Done[T]) error
}

// Done is what was done to one record. Before is nil when it was made, After when
// it was deleted. Both are as the database has them.
type Done[T any] struct {
	Verb          string // create, edit, delete, restore, purge or undo
	Before, After *T
}

// hooks are Hooks without their type parameter. None of the functions is nil.
type hooks struct {
	create func(ctx context.Context, tx *gorm.DB, r record) error
	update func(ctx context.Context, tx *gorm.DB, before, r record) error
	remove func(ctx context.Context, tx *gorm.DB, r record) error
	after  func(ctx context.Context, tx *gorm.DB, verb string, before, after *record) error

	announces bool // after does something
}

func hooksOf[T any](h Hooks[T]) hooks {
	return hooks{
		announces: h.AfterChange != nil,
		create: func(ctx context.Context, tx *gorm.DB, r record) error {
			if h.BeforeCreate == nil {
				return nil
			}
			return h.BeforeCreate(ctx, tx, pointer[T](r))
		},
		update: func(ctx context.Context, tx *gorm.DB, before, r record) error {
			if h.BeforeUpdate == nil {
				return nil
			}
			return h.BeforeUpdate(ctx, tx, *pointer[T](before), pointer[T](r))
		},
		remove: func(ctx context.Context, tx *gorm.DB, r record) error {
			if h.BeforeDelete == nil {
				return nil
			}
			return h.BeforeDelete(ctx, tx, *pointer[T](r))
		},
		after: func(ctx context.Context, tx *gorm.DB, verb string, before, after *record) error {
			if h.AfterChange == nil {
				return nil
			}
			return h.AfterChange(ctx, tx, Done[T]{Verb: verb, Before: rowOf[T](before), After: rowOf[T](after)})
		},
	}
}

// rowOf is a copy of a record's row, nil for none.
func rowOf[T any](r *record) *T {
	if r == nil {
		return nil
	}
	return pointer[T](copyOf(*r))
}

// hookDB is a database transaction for a hook, without anything of ours in it.
func (m *model) hookDB(ctx context.Context, tx *gorm.DB) *gorm.DB {
	return tx.Session(&gorm.Session{NewDB: true, Context: ctx})
}

// beforeUpdate calls the hook and returns the columns to write: those given and
// those that the hook has changed.
func (m *model) beforeUpdate(ctx context.Context, tx *gorm.DB, current, next record, columns []*column) ([]*column, error) {
	asked := copyOf(next)
	if err := m.hooks.update(ctx, m.hookDB(ctx, tx), copyOf(current), next); err != nil {
		return nil, err
	}
	columns = slices.Clone(columns)
	for _, c := range m.touched(asked, next) {
		if !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	return columns, nil
}

// touched returns the columns that can be written and in which two states of one
// record differ, shown or not.
func (m *model) touched(a, b record) []*column {
	return m.those(func(c *column) bool {
		return c.field.Updatable && !c.key && c != m.version && !c.sameStored(a, b)
	})
}

// announce calls the hook after a change and returns the record as the hook left
// it.
func (m *model) announce(ctx context.Context, tx *gorm.DB, key keySet, verb string, before *record, after record) (record, error) {
	if !m.hooks.announces {
		return after, nil
	}
	if err := m.afterChange(ctx, tx, verb, before, &after); err != nil {
		return record{}, err
	}
	return m.read(ctx, tx, key)
}

// afterChange calls the hook.
func (m *model) afterChange(ctx context.Context, tx *gorm.DB, verb string, before, after *record) error {
	return m.hooks.after(ctx, m.hookDB(ctx, tx), verb, before, after)
}
