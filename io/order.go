package io

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// order finds and sorts rows that are all there. A press over many rows has to be
// answered at once, so the place of each cell among those of its column is worked
// out once, and what was found last is kept for the next page.
type order struct {
	mu    sync.Mutex
	ranks map[int][]int32
	last  TableQuery
	found []int // of last
}

// find returns the places of the rows that q matches, in its order, which nobody
// may change. column finds a column by its key.
func (o *order) find(cells [][]any, texts []string, q TableQuery, column func(key string) int) []int {
	o.mu.Lock()
	defer o.mu.Unlock()
	q.Offset, q.Limit, q.After, q.Before = 0, 0, "", ""
	if o.found != nil && reflect.DeepEqual(q, o.last) {
		return o.found
	}
	found := make([]int, 0, len(cells))
	want := strings.ToLower(strings.TrimSpace(q.Search))
	for i, row := range cells {
		passes := func(f FilterValue) bool { return f.matches(row[column(f.Column)]) }
		if strings.Contains(texts[i], want) && !slices.ContainsFunc(q.Filters, func(f FilterValue) bool { return !passes(f) }) {
			found = append(found, i)
		}
	}
	if len(q.Sort) > 0 {
		o.sort(found, cells, q.Sort, column)
	}
	o.last, o.found = q, found
	return found
}

// sort sorts places of rows. Empty cells stand last, whatever the direction, and
// rows that are alike stay in their order.
func (o *order) sort(found []int, cells [][]any, by []Sort, column func(key string) int) {
	ranks, down := make([][]int32, len(by)), make([]bool, len(by))
	for i, s := range by {
		ranks[i], down[i] = o.ranksOf(cells, column(s.Column)), s.Desc
	}
	slices.SortFunc(found, func(a, b int) int {
		for i, rank := range ranks {
			if c := compareRanks(rank[a], rank[b], down[i]); c != 0 {
				return c
			}
		}
		return cmp.Compare(a, b)
	})
}

// compareCells compares two cells of a column.
func compareCells(a, b any) int {
	switch a := a.(type) {
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b)
		}
		if b, ok := b.(float64); ok {
			return cmp.Compare(float64(a), b)
		}
	case float64:
		if b, ok := b.(float64); ok {
			return cmp.Compare(a, b)
		}
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, float64(b))
		}
	case time.Time:
		if b, ok := b.(time.Time); ok {
			return a.Compare(b)
		}
	case bool:
		if b, ok := b.(bool); ok && a != b {
			if a {
				return 1
			}
			return -1
		}
	}
	return compareTexts(cellText(a), cellText(b))
}

// compareTexts compares without regard to case, and runs of digits by value, so
// that "item 9" stands before "item 10".
func compareTexts(a, b string) int {
	if isPlain(a) && isPlain(b) {
		return comparePlain(a, b)
	}
	return compareRunes(a, b)
}

func compareRunes(a, b string) int {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	for len(x) > 0 && len(y) > 0 {
		if unicode.IsDigit(x[0]) && unicode.IsDigit(y[0]) {
			m, n := digits(x), digits(y)
			p, q := strings.TrimLeft(string(x[:m]), "0"), strings.TrimLeft(string(y[:n]), "0")
			if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
				return c
			}
			x, y = x[m:], y[n:]
			continue
		}
		if c := cmp.Compare(x[0], y[0]); c != 0 {
			return c
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

func digits(text []rune) int {
	n := 0
	for n < len(text) && unicode.IsDigit(text[n]) {
		n++
	}
	return n
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// comparePlain is compareTexts for texts of ASCII, without a copy of them.
func comparePlain(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		if isDigit(x[0]) && isDigit(y[0]) {
			m, n := leadingDigits(x), leadingDigits(y)
			p, q := strings.TrimLeft(x[:m], "0"), strings.TrimLeft(y[:n], "0")
			if c := cmp.Or(cmp.Compare(len(p), len(q)), strings.Compare(p, q)); c != 0 {
				return c
			}
			x, y = x[m:], y[n:]
			continue
		}
		if c := cmp.Compare(small(x[0]), small(y[0])); c != 0 {
			return c
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func leadingDigits(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	return n
}

func small(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
