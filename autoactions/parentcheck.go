package autoactions

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
)

// checkParents refuses a row whose columns lead to records that the person does not
// see: those that were offered may be gone, or another's, by the time of the answer.
func (m *model) checkParents(ctx context.Context, tx *gorm.DB, r record, columns []*column) error {
	for _, ref := range m.references() {
		if ref.place() == nil || !slices.ContainsFunc(ref.all(), func(c *column) bool { return named(columns, c.name()) }) {
			continue
		}
		for _, w := range ref.ways {
			if !ref.leads(w, r) || ref.empty(r) {
				continue
			}
			q, err := w.model.query(ctx, tx)
			if err != nil {
				return err
			}
			found, err := w.model.rows(q.Where(all([]clause.Expression{w.model.among(w.theirs, []keySet{ref.keyIn(r)})})).Limit(1))
			if err != nil {
				return err
			}
			if len(found) == 0 {
				return stagedoor.Fail("The %s chosen under %s is not there any more. Nothing was saved.", w.model.noun, ref.place().tag.Label)
			}
		}
	}
	return nil
}

// empty reports whether a row leads nowhere, as one without a parent does whose
// foreign key cannot be NULL.
func (ref *reference) empty(r record) bool {
	return !slices.ContainsFunc(ref.columns, func(c *column) bool { return !c.unset(r) })
}
