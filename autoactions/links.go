package autoactions

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// maxLinked is how many linked records a form shows. Where there are more, they
// are added and removed on the record's page.
const maxLinked = 200

// far is the other side of a many-to-many relation: the model there, what names its
// records, and the fields of the join table that hold it.
func (m *model) far(rel *relation) (way, []*schema.Field) {
	target, _ := m.known.of(rel.target)
	w := way{model: target}
	var fields []*schema.Field
	for _, ref := range rel.rel.References {
		if c, ok := target.columnOf(ref.PrimaryKey); ok && !ref.OwnPrimaryKey {
			w.theirs, fields = append(w.theirs, c), append(fields, ref.ForeignKey)
		}
	}
	return w, fields
}

// readLinked returns what rel links with r, within the scope of the other side. It
// reports false when there is more than a form shows.
func (m *model) readLinked(ctx context.Context, rel *relation, r record) ([]choice, bool, error) {
	w, _ := m.far(rel)
	q, err := w.model.query(ctx, m.db)
	if err != nil {
		return nil, false, err
	}
	order, err := w.model.ordering(nil)
	if err != nil {
		return nil, false, err
	}
	linked, err := m.joined(ctx, m.db, rel, r)
	if err != nil {
		return nil, false, err
	}
	rows, err := w.model.rows(orderBy(q.Where(all([]clause.Expression{linked})), order).Limit(maxLinked + 1))
	if err != nil || len(rows) > maxLinked {
		return nil, false, err
	}
	choices := make([]choice, len(rows))
	for i, found := range rows {
		choices[i] = w.choice(found)
	}
	return choices, true, nil
}

// linkInput asks what rel shall link, by searching on its other side.
func (p *picks) linkInput(ctx context.Context, rel *relation) (func(any) io.Component, error) {
	w, _ := p.model.far(rel)
	pick, err := newPicker(ctx, func(ctx context.Context, typed string, wanted int) ([]choice, error) {
		return w.search(ctx, typed, all(nil), wanted)
	})
	if err != nil {
		return nil, err
	}
	pick = pick.besides(p.holds.linked[rel]...)
	answer := slices.Clone(p.holds.linked[rel])
	p.linked[rel] = &answer
	return func(field any) io.Component {
		in := pick.many(rel.label(), rel.tag.Help)
		if rel.tag.Required {
			in = in.AtLeast(1)
		}
		in = in.Default(p.holds.linked[rel])
		return in.Validate(func(_ context.Context, chosen []choice) error {
			// The rules of the field are about how many there are.
			slice := reflect.ValueOf(field).Elem()
			slice.Set(reflect.MakeSlice(slice.Type(), len(chosen), len(chosen)))
			return nil
		}).Into(&answer)
	}, nil
}

// linkChange is what a person changed in a many-to-many relation.
type linkChange struct {
	rel            *relation
	added, removed []choice
}

// linkChanges compares what two states of a record link.
func linkChanges(rels []*relation, before, after record) []linkChange {
	var changes []linkChange
	for _, rel := range rels {
		c := linkChange{rel, without(after.linked[rel], before.linked[rel]), without(before.linked[rel], after.linked[rel])}
		if len(c.added)+len(c.removed) > 0 {
			changes = append(changes, c)
		}
	}
	return changes
}

// without are the choices that are not among others.
func without(choices, others []choice) []choice {
	var left []choice
	for _, o := range choices {
		if !slices.ContainsFunc(others, func(x choice) bool { return x.value == o.value && keyText(x.key) == keyText(o.key) }) {
			left = append(left, o)
		}
	}
	return left
}

func namesOf(choices []choice) []string {
	names := make([]string, len(choices))
	for i, o := range choices {
		names[i] = o.label
	}
	return names
}

// said describes the change to the person.
func (c linkChange) said() io.Change {
	row := io.Change{Label: c.rel.label()}
	if len(c.removed) > 0 {
		row.Before = strings.Join(namesOf(c.removed), ", ")
	}
	if len(c.added) > 0 {
		row.After = strings.Join(namesOf(c.added), ", ")
	}
	return row
}

// write makes the change inside a database transaction: rows of the join table that
// stay are left alone, with all they hold. Keys and names go into the audit.
func (c linkChange) write(ctx context.Context, tx *gorm.DB, m *model, owner record, change *stagedoor.Change) error {
	if err := c.remove(ctx, tx, m, owner); err != nil {
		return err
	}
	if err := c.add(ctx, tx, m, owner); err != nil {
		return err
	}
	note(change, c.rel.key(), m.recordedLinks(c.rel, c.removed), m.recordedLinks(c.rel, c.added))
	return nil
}

// key is how the audit calls the relation.
func (rel *relation) key() string { return strings.Join(wordsOf(rel.name), "_") }

// note adds to an entry of the audit what is no column.
func note(change *stagedoor.Change, key string, before, after any) {
	if change.Before == nil {
		change.Before = map[string]any{}
	}
	if change.After == nil {
		change.After = map[string]any{}
	}
	change.Before[key], change.After[key] = before, after
}

func keysOf(choices []choice) []keySet {
	keys := make([]keySet, len(choices))
	for i, o := range choices {
		keys[i] = o.key
	}
	return keys
}

// onFarSide is the condition that a row of the join table has one of these on its
// other side.
func (c linkChange) onFarSide(w way, fields []*schema.Field, keys []keySet) clause.Expression {
	options := make([]clause.Expression, len(keys))
	for i, key := range keys {
		parts := make([]clause.Expression, len(fields))
		for j, f := range fields {
			column := clause.Column{Table: clause.CurrentTable, Name: f.DBName}
			parts[j] = clause.Eq{Column: column, Value: w.theirs[j].stored(key[j])}
		}
		options[i] = all(parts)
	}
	return either(options)
}

// remove takes links away that the person may still see, to records that they may still
// see. Of those that are not there any more there is no link left to take.
func (c linkChange) remove(ctx context.Context, tx *gorm.DB, m *model, owner record) error {
	if len(c.removed) == 0 {
		return nil
	}
	w, fields := m.far(c.rel)
	q, err := w.model.query(ctx, tx)
	if err != nil {
		return err
	}
	found, err := w.model.rows(q.Unscoped().Where(w.model.among(w.theirs, keysOf(c.removed))))
	if err != nil {
		return err
	}
	theirs := make([]choice, len(found))
	for i, r := range found {
		theirs[i] = w.choice(r)
	}
	to := func(choices []choice) clause.Expression {
		return all([]clause.Expression{m.joinsOwn(c.rel, owner), c.onFarSide(w, fields, keysOf(choices))})
	}
	mine, err := m.linkRows(ctx, tx, c.rel)
	if err != nil {
		return err
	}
	mine = mine.Where(to(theirs)).Session(&gorm.Session{})
	var there, seen int64
	err = errors.Join(m.joinRows(ctx, tx, c.rel).Where(to(c.removed)).Count(&there).Error, mine.Count(&seen).Error)
	if err == nil && there != seen {
		err = stagedoor.Fail("Not all of what you removed under %s is there any more. Nothing was saved.", c.rel.label())
	}
	if err != nil {
		return err
	}
	return mine.Delete(reflect.New(c.rel.rel.JoinTable.ModelType).Interface()).Error
}

// add links records that the person may still see. A link that was deleted softly
// makes room for a new one.
func (c linkChange) add(ctx context.Context, tx *gorm.DB, m *model, owner record) error {
	if len(c.added) == 0 {
		return nil
	}
	found, err := c.linkable(ctx, tx, m)
	if err == nil {
		err = c.makeRoom(ctx, tx, m, owner)
	}
	if err != nil {
		return err
	}
	rows := reflect.New(reflect.SliceOf(c.rel.rel.JoinTable.ModelType))
	for _, target := range found {
		row, err := m.joinRow(ctx, c.rel, owner, target)
		if err != nil {
			return err
		}
		rows.Elem().Set(reflect.Append(rows.Elem(), row))
	}
	fresh := tx.Session(&gorm.Session{NewDB: true, Context: ctx}).Omit(clause.Associations)
	if err := fresh.Clauses(clause.OnConflict{DoNothing: true}).Create(rows.Interface()).Error; err != nil {
		return err
	}
	return c.made(ctx, tx, m, owner)
}

// made sees that what was to be linked is, by rows that the person sees: in the place of
// one may be a row that is outside the scope, which is left alone.
func (c linkChange) made(ctx context.Context, tx *gorm.DB, m *model, owner record) error {
	w, fields := m.far(c.rel)
	q, err := m.linkRows(ctx, tx, c.rel)
	if err != nil {
		return err
	}
	found := reflect.New(reflect.SliceOf(c.rel.rel.JoinTable.ModelType))
	q = q.Where(all([]clause.Expression{m.joinsOwn(c.rel, owner), c.onFarSide(w, fields, keysOf(c.added))}))
	if err := q.Find(found.Interface()).Error; err != nil {
		return err
	}
	linked := map[string]bool{}
	for i := range found.Elem().Len() {
		_, theirs := sides(c.rel, found.Elem().Index(i))
		linked[keyText(theirs)] = true
	}
	if len(linked) != len(c.added) {
		return stagedoor.Fail("Not all of what you added under %s can be linked. Nothing was saved.", c.rel.label())
	}
	return nil
}

// linkable reads the records that are to be linked, which all have to be within the
// person's reach still.
func (c linkChange) linkable(ctx context.Context, tx *gorm.DB, m *model) ([]record, error) {
	w, _ := m.far(c.rel)
	q, err := w.model.query(ctx, tx)
	if err != nil {
		return nil, err
	}
	found, err := w.model.rows(q.Where(w.model.among(w.theirs, keysOf(c.added))))
	if err == nil && len(found) != len(c.added) {
		err = stagedoor.Fail("Not all of what you added under %s is there any more. Nothing was saved.", c.rel.label())
	}
	return found, err
}

// makeRoom deletes for good what was deleted softly of the links that are to be made.
func (c linkChange) makeRoom(ctx context.Context, tx *gorm.DB, m *model, owner record) error {
	join := c.rel.rel.JoinTable
	if !softly(join) {
		return nil
	}
	w, fields := m.far(c.rel)
	old, err := m.linkRows(ctx, tx, c.rel)
	if err != nil {
		return err
	}
	old = old.Unscoped().Where(all([]clause.Expression{
		m.joinsOwn(c.rel, owner), c.onFarSide(w, fields, keysOf(c.added)), marked(join),
	}))
	return old.Delete(reflect.New(join.ModelType).Interface()).Error
}

// joinRow is a new row of the join table, with what New of its own model fills in
// where it is registered.
func (m *model) joinRow(ctx context.Context, rel *relation, owner, target record) (reflect.Value, error) {
	row := reflect.New(rel.rel.JoinTable.ModelType).Elem()
	if join, ok := m.known.family.of(rel.rel.JoinTable.ModelType); ok {
		fresh, err := join.fresh(ctx)
		if err != nil {
			return row, err
		}
		row = fresh.row
	}
	for _, ref := range rel.rel.References {
		side := target
		if ref.OwnPrimaryKey {
			side = owner
		}
		value, _ := ref.PrimaryKey.ValueOf(ctx, side.row)
		if err := ref.ForeignKey.Set(ctx, row, value); err != nil {
			return row, fmt.Errorf("autoactions: join %s: %w", rel.name, err)
		}
	}
	return row, nil
}

// softly reports whether rows of a schema are only marked as deleted.
func softly(s *schema.Schema) bool { return len(s.DeleteClauses) > 0 }

// marked is the condition that a row is marked as deleted.
func marked(s *schema.Schema) clause.Expression {
	var parts []clause.Expression
	for _, f := range s.Fields {
		if f.FieldType == deletedAt {
			parts = append(parts, clause.Expr{SQL: "? IS NOT NULL", Vars: []any{clause.Column{Table: clause.CurrentTable, Name: f.DBName}}})
		}
	}
	return either(parts)
}
