package autoactions

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// errUndone ends a database transaction that was only opened to look.
var errUndone = errors.New("autoactions: rolled back on purpose")

// reinsertIn writes a row that was deleted as it was, with what went with it, inside the
// database transaction of the caller: every column, without hooks, which were called
// when the row was made.
func (u *undoing) reinsertIn(ctx context.Context, tx *gorm.DB, t told) error {
	after, err := u.putBack(ctx, tx)
	if errors.Is(err, errGone) {
		return u.missing(keyText(u.key))
	}
	if err != nil {
		return err
	}
	if after, err = u.announce(ctx, tx, u.key, verbUndo, nil, after); err != nil {
		return err
	}
	if err := u.recordCreate(ctx, tx, u.key, after, t); err != nil {
		return err
	}
	return u.applyRows(ctx, tx)
}

// putBack inserts what was frozen of a row and of its links, and reads it within the
// scope. It returns errGone when it is outside, and refuses links that are.
func (u *undoing) putBack(ctx context.Context, tx *gorm.DB) (record, error) {
	row, err := u.state.Before.thaw()
	if err != nil {
		return record{}, err
	}
	for _, c := range u.columns {
		if _, ok := row[c.name()]; !ok {
			return record{}, fmt.Errorf("autoactions: column %s was not there when this was recorded", c.name())
		}
		if generated(c.field) {
			delete(row, c.name())
		}
	}
	q := tx.Session(&gorm.Session{NewDB: true, Context: ctx, SkipHooks: true}).Model(u.blank().Interface())
	if err := q.Create(row).Error; err != nil {
		return record{}, err
	}
	if err := u.putJoins(ctx, tx); err != nil {
		return record{}, err
	}
	found, err := u.read(ctx, tx, u.key)
	if err != nil {
		return record{}, err
	}
	return found, u.seesJoins(ctx, tx, found)
}

// wasDeleted reads a deleted record, within the scope, and describes what comes back
// with it. Whether a row that is gone is within the scope only the database can tell: it
// is put back, read, and taken out again by rolling back. It returns errGone for what is
// out of reach.
func (u *undoing) wasDeleted(ctx context.Context) (record, []io.Change, error) {
	if !u.inserts() {
		r, err := u.inTrash().read(ctx, u.db, u.key)
		return r, nil, err
	}
	var found record
	var with []io.Change
	err := u.begin(ctx, func(tx *gorm.DB) (err error) {
		if found, with, err = u.putAllBack(ctx, tx); err != nil {
			return err
		}
		return errUndone
	})
	if errors.Is(err, errUndone) {
		return found, with, nil
	}
	if why, ok := u.refused(err); ok {
		// Something is in its place. Only who deleted it knows already what it was.
		if who, whoErr := stagedoor.UserFrom(ctx); whoErr == nil && who.ID != "" && who.ID == u.change.PersonID {
			return record{}, nil, stagedoor.Fail("This cannot be undone. %s", why)
		}
		return record{}, nil, errGone
	}
	return record{}, nil, err
}

// putAllBack puts back a row and those that went with it, and describes these.
func (u *undoing) putAllBack(ctx context.Context, tx *gorm.DB) (record, []io.Change, error) {
	found, err := u.putBack(ctx, tx)
	if err != nil {
		return record{}, nil, err
	}
	var with []io.Change
	for _, of := range slices.Backward(u.rows) {
		rows, err := of.backWith(ctx, tx)
		if err != nil {
			return record{}, nil, &rowRefusedError{of.model, err}
		}
		with = append(with, rows...)
	}
	return found, with, nil
}

// backWith puts back a row that went with another, or sees that it can.
func (u *undoing) backWith(ctx context.Context, tx *gorm.DB) ([]io.Change, error) {
	if u.inserts() {
		found, with, err := u.putAllBack(ctx, tx)
		if err != nil {
			return nil, err
		}
		return append([]io.Change{{Label: u.name, After: u.title(found)}}, with...), nil
	}
	now, err := u.read(ctx, tx, u.key)
	if err != nil {
		return nil, err
	}
	return []io.Change{{Label: u.name, After: u.title(now)}}, u.untouched(now)
}
