package io

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// The fast way to compare texts says what the slow one does.
func TestPlainTextsCompareAsOthersDo(t *testing.T) {
	letters := "aAbZ09 0-."
	random := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var out strings.Builder
		for range random.IntN(6) {
			out.WriteByte(letters[random.IntN(len(letters))])
		}
		return out.String()
	}
	for range 20_000 {
		a, b := text(), text()
		if got, want := comparePlain(a, b), compareRunes(a, b); got != want {
			t.Fatalf("%q and %q: %d, the slow way %d", a, b, got, want)
		}
	}
}

// Sorting by ranks is sorting by cells, again and again: empty ones last, alike
// ones in their order.
func TestRanksSortAsCellsDo(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	cells, texts := make([][]any, 300), make([]string, 300)
	for i := range cells {
		cells[i] = []any{int64(random.IntN(20)), fmt.Sprintf("Item %d", random.IntN(30)), any(random.Float64() < 0.5), nil}
		if random.IntN(4) == 0 {
			cells[i][random.IntN(3)] = nil
		}
	}
	column := func(key string) int { return slices.Index([]string{"a", "b", "c", "d"}, key) }
	var o order
	for _, by := range [][]Sort{
		{{Column: "a", Desc: false}}, {{Column: "a", Desc: true}}, {{Column: "b", Desc: false}}, {{Column: "b", Desc: true}}, {{Column: "c", Desc: true}, {Column: "b", Desc: false}}, {{Column: "d", Desc: true}, {Column: "a", Desc: false}}, {{Column: "b", Desc: true}, {Column: "a", Desc: true}}, nil,
	} {
		want := make([]int, len(cells))
		for i := range want {
			want[i] = i
		}
		for _, s := range slices.Backward(by) {
			at := column(s.Column)
			slices.SortStableFunc(want, func(a, b int) int {
				x, y := cells[a][at], cells[b][at]
				switch {
				case x == nil && y == nil:
					return 0
				case x == nil:
					return 1
				case y == nil:
					return -1
				case s.Desc:
					x, y = y, x
				}
				return compareCells(x, y)
			})
		}
		for _, offset := range []int{0, 100} {
			if got := o.find(cells, texts, TableQuery{Sort: by, Offset: offset, Limit: 100}, column); !slices.Equal(got, want) {
				t.Errorf("sorted by %v, from %d:\n%v, want\n%v", by, offset, got, want)
			}
		}
	}
}
