package autoactions

import (
	"fmt"
	"strings"

	"github.com/stagedoor/stagedoor/io"
)

// unasked are the columns of a new record that neither the form nor GORM nor the
// database fills in. A model with a hook may fill in anything there.
func (m *model) unasked() []*column {
	if m.schema.BeforeCreate || m.schema.BeforeSave {
		return nil
	}
	return m.those(func(c *column) bool { return !c.creates && !c.fills() })
}

// fills reports whether GORM or the database gives a new record a value for c.
func (c *column) fills() bool {
	f := c.field
	return f.AutoIncrement || f.HasDefaultValue || f.AutoCreateTime > 0 || f.AutoUpdateTime > 0 || generated(f)
}

// checkRequired finds a field that every new record would lack.
func (m *model) checkRequired(filled bool) error {
	if filled || !m.has["create"] {
		return nil
	}
	for _, c := range m.unasked() {
		if c.tag.Required {
			return fmt.Errorf("field %s: a new record is required to have it, and the form does not ask for it: "+
				`fill it in with New, or name "create" in Without`, c.field.Name)
		}
	}
	return nil
}

// checkUnasked refuses a new record with a field that breaks its rule and that
// the form does not ask for. Nobody at the screen can mend that: it is a mistake
// in the program.
func (m *model) checkUnasked(draft record) error {
	var fields []string
	for _, c := range m.unasked() {
		fields = append(fields, strings.Join(c.field.BindNames, "."))
	}
	if err := io.Check(draft.row.Addr().Interface(), fields...); err != nil {
		return fmt.Errorf("autoactions: new %s, in a field that the form does not ask for, see Model.New: %w", m.noun, err)
	}
	return nil
}
