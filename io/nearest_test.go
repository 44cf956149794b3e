package io

import "testing"

func TestNearest(t *testing.T) {
	for word, want := range map[string]string{
		"serch": "search", "lable": "label", "Search": "search", "fliter": "filter", "readOnly": "readonly",
		"lst": "list", "colour": "colors", "surch": "search",
		"": "", "x": "", "ix": "", "required": "", "searching": "",
	} {
		if got := nearest(word, tagWords); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestTypos(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0},
		{"abc", "abd", 1}, {"abc", "ac", 1}, {"ac", "abc", 1}, {"ab", "ba", 2}, {"kitten", "sitting", 3},
	} {
		if got := typos(c.a, c.b); got != c.want {
			t.Errorf("typos(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
