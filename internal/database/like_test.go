package database_test

import (
	"slices"
	"testing"

	"github.com/stagedoor/stagedoor/internal/database"
)

func TestAfterPrefix(t *testing.T) {
	for prefix, want := range map[string]string{
		"a": "b", "az": "a{", "9": ":", "ä": "å", "日": "旦", "\x7f": "\u0080", "\uFFFF": "\U00010000",
		"\uD7FF": "\uE000", "a\U0010FFFF": "b", "\uD7FF\U0010FFFF\U0010FFFF": "\uE000",
	} {
		if got, ok := database.AfterPrefix(prefix); got != want || !ok {
			t.Errorf("after %q comes %q, and not %q", prefix, got, want)
		}
	}
	for _, last := range []string{"", "\U0010FFFF", "\U0010FFFF\U0010FFFF"} {
		if got, ok := database.AfterPrefix(last); ok {
			t.Errorf("after %q comes %q", last, got)
		}
	}
}

// What lies from a prefix on and before what comes after it is what begins with it.
func FuzzAfterPrefix(f *testing.F) {
	f.Add("ab", "abc")
	f.Add("a\U0010FFFF", "b")
	f.Add("\uD7FF", "\uE000")
	f.Fuzz(func(t *testing.T, prefix, text string) {
		prefix, text = string([]rune(prefix)), string([]rune(text)) // as the search takes them: valid
		end, ok := database.AfterPrefix(prefix)
		within := text >= prefix && (!ok || text < end)
		begins := len(text) >= len(prefix) && text[:len(prefix)] == prefix
		if within != begins {
			t.Errorf("%q and %q: within %t, begins %t", prefix, text, within, begins)
		}
	})
}

func TestSpellings(t *testing.T) {
	for text, want := range map[string][]string{
		"a-1": {"A-1", "a-1"}, "12": {"12"}, "äB": {"ÄB", "Äb", "äB", "äb"}, "": {""}, "1st": {"1ST", "1St", "1st"},
	} {
		slices.Sort(want)
		if got := database.Spellings(text); !slices.Equal(got, want) {
			t.Errorf("%q is spelled %q", text, got)
		}
	}
}

func TestNameSpellings(t *testing.T) {
	want := []string{"JOHN SMITH", "John Smith", "John smith", "john smith"}
	if got := database.NameSpellings("john smith"); !slices.Equal(got, want) {
		t.Errorf("a name is spelled %q", got)
	}
}
