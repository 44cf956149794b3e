package io

import (
	"maps"
	"slices"
)

// maxTypos is how many letters a word may be away from the one that was meant.
const maxTypos = 2

// nearest is the known word that a person may have meant by another: the one that
// fewest letters are added to, taken from or exchanged in, the first of the alphabet
// among several. It is "" where that takes more than maxTypos, or half of the word.
func nearest(word string, known map[string]bool) string {
	best, fewest := "", min(maxTypos, (len(word)-1)/2)+1
	for _, other := range slices.Sorted(maps.Keys(known)) {
		if n := typos(word, other); n < fewest {
			best, fewest = other, n
		}
	}
	return best
}

// typos is the edit distance of two words by Levenshtein, in bytes.
func typos(a, b string) int {
	row := make([]int, len(b)+1) // of a prefix of a: to each prefix of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			exchanged := before
			if a[i] != b[j] {
				exchanged++
			}
			before = row[j+1]
			row[j+1] = min(exchanged, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
