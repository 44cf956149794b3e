package autoactions

import (
	"context"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor"
	"github.com/stagedoor/stagedoor/io"
)

// beginning is what a new record holds before the person fills it in, and how the
// form is called. The parameter from names a record to copy: all that the form
// asks for, but keys, what only one record may have, and what is masked or secret.
func (m *model) beginning(ctx context.Context, columns []*column) (record, string, error) {
	draft, err := m.fresh(ctx)
	if err != nil {
		return draft, "", err
	}
	params, err := stagedoor.Params(ctx)
	if err != nil {
		return draft, "", err
	}
	from := params.String("from")
	if from == "" {
		return draft, "New " + m.noun, nil
	}
	_, original, err := m.lookUp(ctx, from)
	if err != nil {
		return draft, "", err
	}
	copied, blank := m.copies(columns)
	take(copied, draft, original)
	if len(blank) > 0 {
		labels := make([]string, len(blank))
		for i, c := range blank {
			labels[i] = c.tag.Label
		}
		if err := stagedoor.Log(ctx, "Not copied, because only one %s may have it or it is not shown whole: %s.", m.noun, strings.Join(labels, ", ")); err != nil {
			return draft, "", err
		}
	}
	return draft, "New " + m.noun + " like " + m.title(original), nil
}

// copies sorts columns of a form into those that a copy takes over and those that
// stay blank, because only one record may have their value, or because it is not shown whole.
func (m *model) copies(columns []*column) (copied, blank []*column) {
	alone := map[*column]bool{}
	for _, set := range m.uniques() {
		if len(set) == 1 {
			alone[set[0]] = true
			continue
		}
		// Of several columns together it is enough to leave one blank: the last that is asked for.
		for _, c := range slices.Backward(set) {
			if slices.Contains(columns, c) {
				alone[c] = true
				break
			}
		}
	}
	for _, c := range columns {
		if c.key || alone[c] || c.mask != "" || c.secret {
			blank = append(blank, c)
		} else {
			copied = append(copied, c)
		}
	}
	return copied, blank
}

// clone leads to the form of a new record that begins as a copy of r.
func (m *model) clone(r record) io.LinkTo {
	return io.LinkTo{Label: "Duplicate", Route: m.at("create"), Params: map[string]any{"from": m.keyText(r.row)}}
}
