package autoactions

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
)

// query begins a statement on the model's rows. Nothing of an earlier statement
// is in it, and only rows within the scope are seen or changed by it.
func (m *model) query(ctx context.Context, db *gorm.DB) (*gorm.DB, error) {
	return m.queryOn(ctx, db, m.blank().Interface())
}

// queryOn is query for a row that GORM shall call hooks on.
func (m *model) queryOn(ctx context.Context, db *gorm.DB, row any) (*gorm.DB, error) {
	q := db.Session(&gorm.Session{NewDB: true, Context: ctx}).Model(row)
	switch {
	case m.trashed:
		q = q.Unscoped().Where(notNull(m.trash))
	case m.marked:
		q = q.Unscoped()
	}
	if m.scope != nil {
		scope, err := m.scopeCondition(ctx, db)
		if err != nil {
			return nil, err
		}
		q = q.Where(scope)
	}
	if m.beyond != nil {
		beyond, err := m.beyond(ctx, db)
		if err != nil {
			return nil, err
		}
		q = q.Where(all([]clause.Expression{beyond}))
	}
	return q, nil
}

// scopeCondition asks the model's Scope for its condition. A scope that adds none
// is refused: it would show everybody's rows.
func (m *model) scopeCondition(ctx context.Context, db *gorm.DB) (clause.Expression, error) {
	start := db.Session(&gorm.Session{NewDB: true, Context: ctx}).Model(m.blank().Interface())
	scoped, err := m.scope(ctx, start)
	switch {
	case err != nil:
		return nil, err
	case scoped == nil:
		return nil, fmt.Errorf("autoactions: %s: %w", m.slug, errNoDatabase)
	case scoped.Error != nil:
		return nil, fmt.Errorf("autoactions: the Scope of %s: %w", m.slug, scoped.Error)
	case len(scoped.Statement.Joins) > 0:
		return nil, fmt.Errorf("autoactions: %s: %w", m.slug, errJoins)
	}
	conditions := scoped.Statement.BuildCondition(scoped)
	if len(conditions) == 0 {
		return nil, fmt.Errorf("autoactions: the Scope of %s added no condition", m.slug)
	}
	return all(conditions), nil
}

// Ways in which a Scope is of no use to anybody.
var (
	errNoDatabase = errors.New("Scope: it returned no database")
	errJoins      = errors.New("Scope: it joins tables: use a condition with a subquery")
)

// checkScope finds such a Scope. It is called without a person and without a
// database, so that everything else it may answer says nothing about it.
func (m *model) checkScope() (wrong error) {
	if m.scope == nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			wrong = nil
		}
	}()
	_, err := m.scopeCondition(context.Background(), m.db.Session(&gorm.Session{NewDB: true, DryRun: true}))
	for _, known := range []error{errNoDatabase, errJoins} {
		if errors.Is(err, known) {
			return known
		}
	}
	return nil
}

// blank returns a new pointer to a row without values.
func (t *table) blank() reflect.Value { return reflect.New(t.model) }

// rows runs q and returns what it found.
func (t *table) rows(q *gorm.DB) ([]record, error) {
	found := reflect.New(reflect.SliceOf(t.model))
	if err := q.Find(found.Interface()).Error; err != nil {
		return nil, err
	}
	records := make([]record, found.Elem().Len())
	for i := range records {
		records[i] = record{row: found.Elem().Index(i)}
	}
	return records, nil
}

// record is a row of a model as it was read, addressable.
type record struct {
	row    reflect.Value
	names  map[*column]string     // of the records that foreign keys lead to, once read
	leads  map[*column]lead       // where those are
	linked map[*relation][]choice // what many-to-many relations link, once read
	link   *record                // the row of the join table that links it, once read
	whole  bool                   // for a file, which keeps what a list cuts
}

// errGone says that there is no such row within the scope.
var errGone = errors.New("autoactions: no such record")

// read reads the row with a key. It returns errGone when there is none.
func (m *model) read(ctx context.Context, db *gorm.DB, key keySet) (record, error) {
	q, err := m.query(ctx, db)
	if err != nil {
		return record{}, err
	}
	return m.one(q.Where(m.where(key)))
}

// one returns the first row of q.
func (m *model) one(q *gorm.DB) (record, error) {
	found, err := m.rows(q.Limit(1))
	switch {
	case err != nil:
		return record{}, fmt.Errorf("autoactions: read one of %s: %w", m.slug, err)
	case len(found) == 0:
		return record{}, errGone
	}
	return found[0], nil
}

// lock reads a row inside a database transaction and keeps others from changing
// it until the transaction ends.
func (m *model) lock(ctx context.Context, tx *gorm.DB, key keySet) (record, error) {
	q, err := m.query(ctx, tx)
	if err != nil {
		return record{}, err
	}
	q = q.Where(m.where(key))
	if m.dialect != sqlite {
		return m.one(q.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}))
	}
	// SQLite has no lock on a row: a write that changes nothing takes its lock on
	// the database, before anything is read that could be out of date by then.
	first := m.keys[0].field.DBName
	if err := q.UpdateColumn(first, clause.Expr{SQL: "?", Vars: []any{at(m.keys[0])}}).Error; err != nil {
		return record{}, fmt.Errorf("autoactions: lock one of %s: %w", m.slug, err)
	}
	return m.read(ctx, tx, key)
}

// begin runs work in a database transaction of the application's database.
func (m *model) begin(ctx context.Context, work func(tx *gorm.DB) error) error {
	return m.db.Session(&gorm.Session{NewDB: true, Context: ctx}).Transaction(work)
}

// open reads the row that the parameter id of the run or page names. The errors
// of a missing or wrong id are written for the person.
func (m *model) open(ctx context.Context) (keySet, record, error) {
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return nil, record{}, err
	}
	id := params.String("id")
	if id == "" {
		return nil, record{}, stagedoor.Fail("This link does not say which %s is meant.", m.noun)
	}
	return m.lookUp(ctx, id)
}

// lookUp reads the row with this id.
func (m *model) lookUp(ctx context.Context, id string) (keySet, record, error) {
	key, err := m.parseKey(id)
	if err != nil {
		return nil, record{}, m.missing(id)
	}
	found, err := m.read(ctx, m.db, key)
	if errors.Is(err, errGone) {
		return nil, record{}, m.missing(id)
	}
	return key, found, err
}

// missing tells the person that there is no such record.
func (m *model) missing(id string) error {
	const longest = 100
	if len(id) > longest || !storable(id) {
		return stagedoor.Fail("There is no %s with this id.", m.noun)
	}
	return stagedoor.Fail("There is no %s %s. It may have been deleted.", m.noun, m.nameOfKey(id))
}
