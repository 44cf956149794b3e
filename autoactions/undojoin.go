package autoactions

import (
	"context"
	"reflect"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"
)

// joinUndo is what the rows of a join table held that linked a deleted record.
type joinUndo struct {
	Relation string `json:"relation"` // a field of the model
	Rows     []ice  `json:"rows"`
}

// joinIce freezes the rows of a join table that link a record, with all they hold. It
// holds none of a type that cannot be frozen.
func (m *model) joinIce(ctx context.Context, tx *gorm.DB, rel *relation, r record) ([]ice, error) {
	join := rel.rel.JoinTable
	found := reflect.New(reflect.SliceOf(join.ModelType))
	q := m.joinRows(ctx, tx, rel).Unscoped().Where(all([]clause.Expression{m.joinsOwn(rel, r)}))
	if err := q.Find(found.Interface()).Error; err != nil {
		return nil, err
	}
	rows := make([]ice, found.Elem().Len())
	for i := range rows {
		row, err := freezeFields(join.Fields, found.Elem().Index(i))
		if err != nil {
			return nil, err
		}
		rows[i] = row
	}
	return rows, nil
}

func freezeFields(fields []*schema.Field, row reflect.Value) (ice, error) {
	kept := ice{}
	for _, f := range fields {
		if f.DBName == "" || !f.Readable {
			continue
		}
		v, err := freezeField(f, row)
		if err != nil {
			return nil, err
		}
		kept[f.DBName] = v
	}
	return kept, nil
}

// putJoins links a record that has come back as it was.
func (u *undoing) putJoins(ctx context.Context, tx *gorm.DB) error {
	for _, kept := range u.state.Joins {
		rel, ok := u.relation(kept.Relation)
		if !ok || rel.kind != manyToMany {
			return errOver
		}
		for _, row := range kept.Rows {
			values, err := row.thaw()
			if err != nil {
				return err
			}
			if err := u.joinRows(ctx, tx, rel).Session(&gorm.Session{SkipHooks: true}).Create(values).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// seesJoins refuses links that have come back with a record and are not the person's to
// know.
func (u *undoing) seesJoins(ctx context.Context, tx *gorm.DB, r record) error {
	for _, kept := range u.state.Joins {
		rel, ok := u.relation(kept.Relation)
		if !ok {
			return errOver
		}
		if err := u.seesLinks(ctx, tx, rel, r, len(kept.Rows)); err != nil {
			return err
		}
	}
	return nil
}
