package autoactions

import (
	"reflect"
	"slices"
	"sync"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// uniqueIndex is an index of a table that keeps two rows from having the same values in
// these columns; of some rows only, where it has a condition.
type uniqueIndex struct {
	columns []string
	partial bool
}

// uniqueIndexes reads those of a model. GORM notes indexes in the schema in which it looks
// for them, so they are looked for in one of our own: that of db is the application's too,
// which reads it meanwhile.
func uniqueIndexes(db *gorm.DB, model reflect.Type) ([]uniqueIndex, error) {
	own, err := schema.Parse(reflect.New(model).Interface(), &sync.Map{}, db.NamingStrategy)
	if err != nil {
		return nil, err
	}
	var found []uniqueIndex
	for _, index := range own.ParseIndexes() {
		if index.Class != "UNIQUE" {
			continue
		}
		made := uniqueIndex{partial: index.Where != ""}
		for _, option := range index.Fields {
			name := "" // of an expression
			if option.Field != nil {
				name = option.Field.DBName
			}
			made.columns = append(made.columns, name)
		}
		found = append(found, made)
	}
	return found, nil
}

// unique reports whether no two rows have the same value in f.
func (t *table) unique(f *schema.Field) bool {
	return f.Unique || slices.ContainsFunc(t.indexes, func(index uniqueIndex) bool {
		return !index.partial && len(index.columns) == 1 && index.columns[0] == f.DBName
	})
}
