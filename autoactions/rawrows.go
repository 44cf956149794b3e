package autoactions

import (
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// rawRows reads the rows that q selects from the table of a schema, by the names of
// their columns.
func rawRows(q *gorm.DB, s *schema.Schema) ([]map[string]any, error) {
	var found []map[string]any
	if !slices.ContainsFunc(s.Fields, func(f *schema.Field) bool { return f.Serializer != nil }) {
		err := q.Find(&found).Error
		return found, err
	}
	// GORM reads into maps as fields have their types, and leaves serializers out.
	rows, err := q.Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // what is wrong with them rows.Err says
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		values := make([]any, len(names))
		into := make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		row := make(map[string]any, len(names))
		for i, name := range names {
			row[name] = values[i]
		}
		found = append(found, row)
	}
	return found, rows.Err()
}
