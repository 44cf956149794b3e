package autoactions

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"github.com/stagedoor/stagedoor/io"
)

// groupOf is the heading that the field at the end of a path stands under: that of the
// outermost struct with a name which it is in, or else what its own tag says.
func groupOf(model reflect.Type, path, own string) (string, error) {
	outer, _, inside := strings.Cut(path, ".")
	if !inside {
		return own, nil
	}
	fields, err := io.Fields(model)
	i := slices.IndexFunc(fields, func(f io.Field) bool { return f.Name == outer })
	switch {
	case i < 0:
		return own, err
	case fields[i].Group != "":
		return fields[i].Group, err
	}
	return fields[i].Label, err
}

// inGroups are columns as a record shows them: those without a group, and then each group
// in the order of its first one.
func inGroups(columns []*column) []*column {
	var order []string
	for _, c := range columns {
		if c.group != "" && !slices.Contains(order, c.group) {
			order = append(order, c.group)
		}
	}
	sorted := slices.Clone(columns)
	slices.SortStableFunc(sorted, func(a, b *column) int {
		return cmp.Compare(slices.Index(order, a.group), slices.Index(order, b.group))
	})
	return sorted
}
