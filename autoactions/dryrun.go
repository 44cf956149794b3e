package autoactions

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"gorm.io/gorm"
)

// Difference is what a piece of work changes in the database, row by row, net of
// what it takes back itself: related rows, and rows that hooks change, included.
type Difference struct {
	Rows []RowDifference // in the order in which they were first touched

	// Raw counts statements that were given to GORM as SQL. What they change is
	// not known, and so not in Rows.
	Raw int
}

// RowDifference is one row before and after, by the names of its columns. A new
// row has no Before, a deleted one no After; only GORM's mark changes in a row
// that is soft-deleted. Values are as the driver reads them.
type RowDifference struct {
	Table         string
	Key           string // as text; parts of a composite one are separated by commas
	Before, After map[string]any

	moving map[string]bool // columns that are different each time: times and counted keys
	counts string          // the column of a counted key

	called string // by whoever it is shown to; empty where that was not found out
	unseen bool   // it is, or would be, outside of what they may see
}

// Changed returns the columns that differ, in order of their names.
func (r RowDifference) Changed() []string {
	var names []string
	for name := range r.either() {
		if !sameRaw(r.Before[name], r.After[name]) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (r RowDifference) either() map[string]any {
	if r.After == nil {
		return r.Before
	}
	return r.After
}

// ErrDifferent is returned by [Difference.Apply] when the work would not do what
// the difference says.
var ErrDifferent = errors.New("autoactions: this would not change what was shown any more")

// DryRun does work in a database transaction, which it rolls back, and returns
// what the work would have changed. All statements have to go through tx and
// through GORM; triggers and foreign keys of the database are not seen. An error
// of work is returned as it is. What work does outside of the database happens,
// so leave that out of it.
//
// Register a model over db, or call DryRun once, before the service writes
// anything: GORM is told once for each db to let the rows be seen. It may then be
// called several times at once.
func DryRun(ctx context.Context, db *gorm.DB, work func(tx *gorm.DB) error) (Difference, error) {
	var found Difference
	err := collecting(ctx, db, work, func(_ *gorm.DB, d Difference) error {
		found = d
		return errUndone
	})
	if errors.Is(err, errUndone) {
		err = nil
	}
	return found, err
}

// Apply does work in a database transaction and commits it only if it changes
// exactly what d says: the same rows, from the same values, to the same values.
// Otherwise everything is rolled back and ErrDifferent returned. Times that GORM
// keeps and keys that the database counts may differ. Work that depends on the
// clock or on chance is never the same twice.
func (d Difference) Apply(ctx context.Context, db *gorm.DB, work func(tx *gorm.DB) error) error {
	return collecting(ctx, db, work, func(_ *gorm.DB, now Difference) error {
		if !d.same(now) {
			return ErrDifferent
		}
		return nil
	})
}

// collecting runs work and hands what it changed to judge, before it commits.
func collecting(ctx context.Context, db *gorm.DB, work func(tx *gorm.DB) error, judge func(*gorm.DB, Difference) error) error {
	if err := watch(db); err != nil {
		return err
	}
	return db.Session(&gorm.Session{NewDB: true, Context: ctx}).Transaction(func(tx *gorm.DB) error {
		c := &collector{}
		collectors.Store(tx.Statement.ConnPool, c)
		err := work(tx)
		collectors.Delete(tx.Statement.ConnPool)
		if err != nil {
			return err
		}
		found, err := c.difference(tx)
		if err != nil {
			return err
		}
		return judge(tx, found)
	})
}

// same compares two differences. Keys that the database counted are the same when
// they were counted for the same new row.
func (d Difference) same(other Difference) bool {
	if len(d.Rows) != len(other.Rows) || d.Raw != other.Raw {
		return false
	}
	renamed := map[string]string{}
	for i, r := range d.Rows {
		if r.Before == nil && r.counts != "" && other.Rows[i].After != nil {
			renamed[rawText(r.After[r.counts])] = rawText(other.Rows[i].After[r.counts])
		}
	}
	for i, r := range d.Rows {
		if !r.same(other.Rows[i], renamed) {
			return false
		}
	}
	return true
}

func (r RowDifference) same(other RowDifference, renamed map[string]string) bool {
	counted := r.Before == nil && r.counts != ""
	if r.Table != other.Table || !counted && r.Key != other.Key || !sameRow(r.Before, other.Before, nil, nil) {
		return false
	}
	return sameRow(r.After, other.After, r.moving, renamed)
}

// sameRow compares rows but for the columns that move, and for keys that were
// renamed.
func sameRow(a, b map[string]any, moving map[string]bool, renamed map[string]string) bool {
	if len(a) != len(b) || (a == nil) != (b == nil) {
		return false
	}
	for name, v := range a {
		w, ok := b[name]
		if !ok {
			return false
		}
		if moving[name] && (v == nil) == (w == nil) || sameRaw(v, w) {
			continue
		}
		if to, ok := renamed[rawText(v)]; !ok || to != rawText(w) {
			return false
		}
	}
	return true
}

// sameRaw compares values as a driver reads them.
func sameRaw(a, b any) bool {
	if x, ok := a.([]byte); ok {
		a = string(x)
	}
	if x, ok := b.([]byte); ok {
		b = string(x)
	}
	if a, b := plain(a), plain(b); a != nil && b != nil {
		return sameValue(a, b)
	}
	return reflect.DeepEqual(a, b)
}

// rawText writes a value as a driver reads it.
func rawText(v any) string {
	if b, ok := v.([]byte); ok {
		return string(b)
	}
	return plainText(plain(v))
}

// String writes a difference for logs and tests: one line for each row.
func (d Difference) String() string {
	text := ""
	for _, r := range d.Rows {
		word := "update"
		switch {
		case r.Before == nil:
			word = "create"
		case r.After == nil:
			word = "delete"
		}
		text += fmt.Sprintf("%s %s %s:", word, r.Table, r.Key)
		for _, name := range r.Changed() {
			text += fmt.Sprintf(" %s %q→%q", name, rawText(r.Before[name]), rawText(r.After[name]))
		}
		text += "\n"
	}
	if d.Raw > 0 {
		text += counted(d.Raw, "raw statement") + "\n"
	}
	return text
}
