package autoactions

import (
	"context"
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// uniques returns the sets of columns of which no two rows may have the same
// values, beside the key.
func (t *table) uniques() [][]*column {
	var sets [][]*column
	for _, c := range t.columns {
		if c.field.Unique && !c.key {
			sets = append(sets, []*column{c})
		}
	}
	for _, index := range t.indexes {
		var set []*column
		for _, name := range index.columns {
			if c, ok := t.named(name); ok {
				set = append(set, c)
			}
		}
		if len(set) == len(index.columns) {
			sets = append(sets, set)
		}
	}
	return sets
}

// taken says that another record has values which only one may have, by the names of
// these fields where people see all that it can be.
func (m *model) taken() string {
	sets := m.uniques()
	if slices.ContainsFunc(m.keys, func(c *column) bool { return c.creates }) {
		sets = append([][]*column{m.keys}, sets...)
	}
	var same []string
	for _, set := range sets {
		var labels []string
		for _, c := range set {
			if c.shown {
				labels = append(labels, c.tag.Label)
			}
		}
		if len(labels) == 0 {
			return "Another " + m.noun + " has one of these values already, and only one may."
		}
		if together := strings.Join(labels, " with "); !slices.Contains(same, together) {
			same = append(same, together)
		}
	}
	if len(same) == 0 {
		return "Another " + m.noun + " has one of these values already, and only one may."
	}
	return "Another " + m.noun + " has the same " + strings.Join(same, " or ") + " already, and only one may."
}

// twinInTrash looks for a row, within the scope, that is marked as deleted and
// that has values of a new record which only one row may have.
func (m *model) twinInTrash(ctx context.Context, draft record) (record, bool, error) {
	if m.trash == nil || !m.has["restore"] {
		return record{}, false, nil
	}
	var options []clause.Expression
	for _, set := range m.uniques() {
		var parts []clause.Expression
		for _, c := range set {
			if c != m.trash {
				parts = append(parts, m.dialect.equal(c, c.value(draft.row)))
			}
		}
		options = append(options, all(parts))
	}
	if len(options) == 0 {
		return record{}, false, nil
	}
	q, err := m.inTrash().query(ctx, m.db)
	if err != nil {
		return record{}, false, err
	}
	twin, err := m.one(q.Where(either(options)))
	if errors.Is(err, errGone) {
		return record{}, false, nil
	}
	return twin, err == nil, err
}

// offerRestore says that a deleted record stands in the way of a new one, and
// leads to its restore if the person wants that. Otherwise they go on editing.
func (m *model) offerRestore(ctx context.Context, twin record, shown []io.Component) error {
	const instead next = "restore"
	heading := io.Heading("This could not be saved").
		Description(m.title(twin) + " was deleted and has one of these values, which only one " + m.noun + " may have. It can be restored.")
	want, err := io.ChooseWith(ctx, io.Group(append([]io.Component{heading}, shown...)...), io.ChoiceOf[next]{Value: instead, Label: "Restore " + m.title(twin)}, io.ChoiceOf[next]{Value: back, Label: "Keep editing"})
	if err != nil || want == back {
		return err
	}
	if err := stagedoor.Redirect(ctx, m.to("restore", "", twin)); err != nil {
		return err
	}
	return errElsewhere
}

// errElsewhere ends a form whose person has gone on somewhere else.
var errElsewhere = errors.New("autoactions: the person goes on elsewhere")
