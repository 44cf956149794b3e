package autoactions

import (
	"fmt"
	"reflect"
	"strings"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"
)

// maxCollected is how many rows one dry run looks at.
const maxCollected = 10_000

// collectors are the database transactions whose changes are collected, by their
// connection.
var collectors sync.Map // of gorm.ConnPool to *collector

// collector is what one database transaction has touched. GORM calls it from the
// goroutine that runs the statement.
type collector struct {
	mu   sync.Mutex
	rows []*touchedRow
	seen map[string]*touchedRow
	raw  int
}

// touchedRow is a row as it was before it was first touched; nil for a new one.
type touchedRow struct {
	schema *schema.Schema
	key    map[string]any
	before map[string]any
}

// collectorOf returns the collector of a statement, nil for most. The panel's own
// tables are no part of a difference.
func collectorOf(tx *gorm.DB) *collector {
	if tx.Error != nil || tx.Statement.ConnPool == nil || !reflect.TypeOf(tx.Statement.ConnPool).Comparable() {
		return nil
	}
	c, ok := collectors.Load(tx.Statement.ConnPool)
	if !ok || strings.HasPrefix(tx.Statement.Table, "stagedoor_") {
		return nil
	}
	return c.(*collector)
}

// collectRaw counts a statement whose rows are not known.
func collectRaw(tx *gorm.DB) {
	text := strings.ToUpper(tx.Statement.SQL.String())
	for _, harmless := range []string{"SAVEPOINT", "ROLLBACK TO", "RELEASE"} {
		if strings.HasPrefix(text, harmless) {
			return
		}
	}
	if c := collectorOf(tx); c != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.raw++
	}
}

// collectTouched remembers the rows that an update or delete is about to touch.
func collectTouched(tx *gorm.DB) {
	c := collectorOf(tx)
	if c == nil {
		return
	}
	s := tx.Statement.Schema
	if s == nil || len(s.PrimaryFields) == 0 {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.raw++
		return
	}
	q := fresh(tx, s)
	if tx.Statement.Unscoped {
		q = q.Unscoped()
	}
	if where, ok := tx.Statement.Clauses["WHERE"].Expression.(clause.Where); ok {
		q.Statement.AddClause(where)
	}
	for _, key := range keysIn(tx) {
		q.Statement.AddClause(clause.Where{Exprs: []clause.Expression{key}})
	}
	found, err := rawRows(q.Limit(maxCollected+1), s)
	if err != nil {
		_ = tx.AddError(fmt.Errorf("autoactions: rows about to change: %w", err)) // the statement has it
		return
	}
	_ = tx.AddError(c.add(s, found))
}

// fresh begins a statement on the rows of a schema, in the same database
// transaction.
func fresh(tx *gorm.DB, s *schema.Schema) *gorm.DB {
	return tx.Session(&gorm.Session{NewDB: true, SkipHooks: true}).Model(reflect.New(s.ModelType).Interface())
}

// keysIn returns the conditions that GORM adds for the rows handed to it.
func keysIn(tx *gorm.DB) []clause.Expression {
	var conditions []clause.Expression
	for _, v := range []any{tx.Statement.Model, tx.Statement.Dest} {
		rows := reflect.Indirect(reflect.ValueOf(v))
		for rows.Kind() == reflect.Pointer {
			rows = rows.Elem()
		}
		if !rows.IsValid() {
			continue
		}
		elem := rows.Type()
		if rows.Kind() == reflect.Slice || rows.Kind() == reflect.Array {
			elem = elem.Elem()
		}
		if elem.Kind() == reflect.Pointer {
			elem = elem.Elem()
		}
		if elem != tx.Statement.Schema.ModelType {
			continue
		}
		_, values := schema.GetIdentityFieldValuesMap(tx.Statement.Context, rows, tx.Statement.Schema.PrimaryFields)
		if len(values) == 0 {
			continue
		}
		column, keys := schema.ToQueryValues(tx.Statement.Table, tx.Statement.Schema.PrimaryFieldDBNames, values)
		conditions = append(conditions, clause.IN{Column: column, Values: keys})
	}
	return conditions
}

// add remembers rows as they are, unless they were touched before.
func (c *collector) add(s *schema.Schema, found []map[string]any) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, row := range found {
		key := map[string]any{}
		for _, f := range s.PrimaryFields {
			key[f.DBName] = row[f.DBName]
		}
		c.touch(&touchedRow{schema: s, key: key, before: row})
	}
	if len(c.rows) > maxCollected {
		return fmt.Errorf("autoactions: a dry run of more than %d rows", maxCollected)
	}
	return nil
}

func (c *collector) touch(r *touchedRow) {
	if c.seen == nil {
		c.seen = map[string]*touchedRow{}
	}
	name := r.schema.Table + "\x00" + r.name()
	if c.seen[name] == nil {
		c.seen[name] = r
		c.rows = append(c.rows, r)
	}
}

// name is the key of a row as text.
func (r *touchedRow) name() string {
	key := make(keySet, len(r.schema.PrimaryFields))
	for i, f := range r.schema.PrimaryFields {
		key[i] = rawKey(f, r.key[f.DBName])
	}
	return keyText(key)
}

// rawKey writes a part of a key as a driver reads it the way keyText does.
func rawKey(f *schema.Field, v any) string {
	if b, ok := v.([]byte); ok && len(b) == 16 && isBinary(f.IndirectFieldType) {
		id := reflect.New(f.IndirectFieldType).Elem()
		reflect.Copy(id, reflect.ValueOf(b))
		return binaryText(id)
	}
	return rawText(v)
}

// collectReplaced remembers rows that an insert may find in its place.
func collectReplaced(tx *gorm.DB) {
	if c := collectorOf(tx); c == nil || tx.Statement.Schema == nil {
		return
	}
	if _, upserts := tx.Statement.Clauses[clause.OnConflict{}.Name()]; upserts && len(keysIn(tx)) > 0 {
		collectTouched(tx)
	}
}

// collectCreated remembers rows that were inserted.
func collectCreated(tx *gorm.DB) {
	c := collectorOf(tx)
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	s := tx.Statement.Schema
	rows := tx.Statement.ReflectValue
	if s == nil || len(s.PrimaryFields) == 0 || rows.Kind() != reflect.Slice && rows.Kind() != reflect.Array && rows.Kind() != reflect.Struct {
		c.raw++
		return
	}
	if rows.Kind() == reflect.Struct {
		c.created(tx, s, rows)
		return
	}
	for i := range rows.Len() {
		c.created(tx, s, reflect.Indirect(rows.Index(i)))
	}
}

func (c *collector) created(tx *gorm.DB, s *schema.Schema, row reflect.Value) {
	if row.Type() != s.ModelType {
		c.raw++ // a map: the key that it got is not known
		return
	}
	key := map[string]any{}
	for _, f := range s.PrimaryFields {
		v, _ := f.ValueOf(tx.Statement.Context, row)
		kept, err := driverValue(v)
		if err != nil {
			c.raw++ // a key that no statement can find again
			return
		}
		key[f.DBName] = kept
	}
	c.touch(&touchedRow{schema: s, key: key})
}

// difference reads every touched row as it is now.
func (c *collector) difference(tx *gorm.DB) (Difference, error) {
	d := Difference{Raw: c.raw}
	for _, r := range c.rows {
		q := fresh(tx, r.schema).Unscoped()
		for _, f := range r.schema.PrimaryFields {
			q.Statement.AddClause(clause.Where{Exprs: []clause.Expression{
				clause.Eq{Column: clause.Column{Table: clause.CurrentTable, Name: f.DBName}, Value: r.key[f.DBName]},
			}})
		}
		found, err := rawRows(q.Limit(1), r.schema)
		if err != nil {
			return d, fmt.Errorf("autoactions: rows of %s after a dry run: %w", r.schema.Table, err)
		}
		row := RowDifference{Table: r.schema.Table, Key: r.name(), Before: r.before}
		if len(found) > 0 {
			row.After = found[0]
		}
		if row.Before == nil && row.After == nil {
			continue // made and deleted again
		}
		row.moving, row.counts = r.moving()
		if len(row.Changed()) > 0 {
			d.Rows = append(d.Rows, row)
		}
	}
	return d, nil
}

// moving returns the columns that are different each time.
func (r *touchedRow) moving() (columns map[string]bool, counts string) {
	columns = map[string]bool{}
	for _, f := range r.schema.Fields {
		if f.AutoUpdateTime > 0 || f.AutoCreateTime > 0 && r.before == nil {
			columns[f.DBName] = true
		}
		if f.PrimaryKey && r.before == nil && (f.AutoIncrement || f.IndirectFieldType.Kind() == reflect.Array) {
			columns[f.DBName], counts = true, f.DBName
		}
		if f.FieldType == deletedAt {
			columns[f.DBName] = true
		}
	}
	return columns, counts
}

// registerCollector makes GORM call the collector.
func registerCollector(db *gorm.DB) error {
	steps := []func() error{
		func() error {
			return db.Callback().Create().After("gorm:save_before_associations").Before("gorm:create").Register("stagedoor:replaced", collectReplaced)
		},
		func() error {
			return db.Callback().Create().After("gorm:create").Before("gorm:save_after_associations").Register("stagedoor:created", collectCreated)
		},
		func() error {
			return db.Callback().Update().After("gorm:save_before_associations").Before("gorm:update").Register("stagedoor:updated", collectTouched)
		},
		func() error {
			return db.Callback().Delete().After("gorm:delete_before_associations").Before("gorm:delete").Register("stagedoor:deleted", collectTouched)
		},
		func() error {
			return db.Callback().Raw().Before("gorm:raw").Register("stagedoor:raw", collectRaw)
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
