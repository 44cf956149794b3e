package autoactions

import (
	"sync"

	"gorm.io/gorm"
)

// Statements of ours carry a function that GORM calls when the model's own hooks
// have run and before the row is written.
const watching = "stagedoor:watching"

// watch makes GORM call what statements carry. It is called when a model is
// registered, before anything is written.
func watch(db *gorm.DB) error {
	watchMu.Lock()
	defer watchMu.Unlock()
	if db.Callback().Create().Get(watching) != nil {
		return nil
	}
	call := func(tx *gorm.DB) {
		if f, ok := tx.Get(watching); ok && tx.Error == nil {
			f.(func(*gorm.DB))(tx)
		}
	}
	if err := db.Callback().Create().After("gorm:save_before_associations").Before("gorm:create").Register(watching, call); err != nil {
		return err
	}
	if err := db.Callback().Update().After("gorm:save_before_associations").Before("gorm:update").Register(watching, call); err != nil {
		return err
	}
	return registerCollector(db)
}

var watchMu sync.Mutex

// watchCreate calls seen when hooks have run and the row is about to be inserted.
func watchCreate(q *gorm.DB, seen func()) *gorm.DB {
	return q.Set(watching, func(*gorm.DB) { seen() })
}

// watched adds to names, which the statement selects, the columns that the
// model's own hooks change: sent is the row before they run.
func (m *model) watched(q *gorm.DB, sent record) *gorm.DB {
	return q.Set(watching, func(tx *gorm.DB) {
		now := record{row: tx.Statement.ReflectValue}
		for _, c := range m.touched(sent, now) {
			tx.Statement.Selects = append(tx.Statement.Selects, c.name())
		}
	})
}
