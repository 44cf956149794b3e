package io

import (
	"cmp"
	"slices"
)

// none is the rank of an empty cell.
const none = -1

func compareRanks(a, b int32, down bool) int {
	switch {
	case a == none || b == none, down:
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// ranksOf returns the place of each row's cell among those of a column; cells that
// are alike have the same.
func (o *order) ranksOf(cells [][]any, at int) []int32 {
	if ranks, ok := o.ranks[at]; ok {
		return ranks
	}
	ranks, ok := rankValues[int64](cells, at)
	if !ok {
		ranks, ok = rankValues[float64](cells, at)
	}
	if !ok {
		ranks = rankCells(cells, at)
	}
	if o.ranks == nil {
		o.ranks = map[int][]int32{}
	}
	o.ranks[at] = ranks
	return ranks
}

// rankValues ranks a column that holds values of one type, or nothing, without
// asking for the type of each two that it compares. It is false for another column.
func rankValues[T cmp.Ordered](cells [][]any, at int) ([]int32, bool) {
	type place struct {
		value T
		row   int32
	}
	places := make([]place, 0, len(cells))
	ranks := make([]int32, len(cells))
	for i, row := range cells {
		ranks[i] = none
		if row[at] == nil {
			continue
		}
		v, ok := row[at].(T)
		if !ok {
			return nil, false
		}
		places = append(places, place{v, int32(i)})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.value, b.value) })
	for k, p := range places {
		if k > 0 && cmp.Compare(places[k-1].value, p.value) == 0 {
			ranks[p.row] = ranks[places[k-1].row]
			continue
		}
		ranks[p.row] = int32(k)
	}
	return ranks, true
}

// rankCells ranks a column that holds anything. A text that is there more than once
// is compared once.
func rankCells(cells [][]any, at int) []int32 {
	places := make([]int, 0, len(cells))
	ranks := make([]int32, len(cells))
	same := map[string]int{} // the first row with each text
	for i, row := range cells {
		ranks[i] = none
		text, isText := row[at].(string)
		_, seen := same[text]
		switch {
		case row[at] == nil || isText && seen:
			continue
		case isText:
			same[text] = i
		}
		places = append(places, i)
	}
	slices.SortFunc(places, func(a, b int) int { return compareCells(cells[a][at], cells[b][at]) })
	for k, i := range places {
		if k > 0 && compareCells(cells[places[k-1]][at], cells[i][at]) == 0 {
			ranks[i] = ranks[places[k-1]]
			continue
		}
		ranks[i] = int32(k)
	}
	for i, row := range cells {
		if text, ok := row[at].(string); ok {
			ranks[i] = ranks[same[text]]
		}
	}
	return ranks
}
