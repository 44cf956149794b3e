package zoo

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stagedoor/stagedoor/test/desk"
)

// Of more than a filter can offer, records are found by what they are called.
func TestManyLinksAreFilteredByName(t *testing.T) {
	inLibrary(t, func(t *testing.T, d *desk.Desk) {
		by := func(op string, value any) []string {
			return d.Open("books", "").Ask("Books", filterBy("linked:genres", op, value)).Keys()
		}
		hum, sf, other := by("eq", "hum"), by("eq", "sf"), by("ne", "hum")
		many := make([]Genre, 250)
		for i := range many {
			many[i] = Genre{Code: fmt.Sprintf("g%d", i)}
		}
		desk.Must(t, d.DB.Create(&many).Error)
		s := d.Open("books", "")
		for _, test := range []struct {
			op    string
			value any
			want  []string
		}{
			{"contains", "um", hum},
			{"eq", "sf", sf},
			{"ne", "hum", other},
			{"contains", "g1", nil},
		} {
			got := s.Ask("Books", filterBy("named:genres", test.op, test.value))
			slices.Sort(test.want)
			keys := got.Keys()
			slices.Sort(keys)
			if !slices.Equal(keys, test.want) || got.Message != "" {
				t.Errorf("%s %v finds %v, not %v %s", test.op, test.value, keys, test.want, got.Message)
			}
		}
	})
}

func filterBy(column, op string, value any) map[string]any {
	return map[string]any{"filters": []any{map[string]any{"column": column, "op": op, "value": value}}}
}
